package io.kdiag.host.containerlog;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One container's log files under {@code /var/log/pods}, all of it read off their names: {@code
 * files} are the paths of the newest restart's live file and what came before it, newest first.
 * {@code restarts} is the highest number a file bears. {@code containerId} comes from the link in
 * {@code /var/log/containers}, null where there is none.
 */
public record ContainerLog(
    String namespace,
    String pod,
    String podUid,
    String container,
    int restarts,
    @Nullable String containerId,
    List<String> files,
    Instant lastModified) {}
