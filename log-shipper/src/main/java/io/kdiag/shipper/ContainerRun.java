package io.kdiag.shipper;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One run of a container, from its start to its end: what kubelet writes to {@code <restart>.log}
 * and rotates away beside it. All of it is read off paths.
 */
record ContainerRun(
    String namespace,
    String pod,
    String podUid,
    String container,
    int restart,
    @Nullable String containerId)
    implements Run {
  private static final Pattern PATH =
      Pattern.compile("/var/log/pods/([^_/]+)_([^_/]+)_([^/]+)/([^/]+)/([0-9]{1,8})[.]log");

  @Override
  public String key() {
    return podUid + "/" + container + "/" + restart;
  }

  @Override
  public String path() {
    String directory = "/var/log/pods/" + namespace + "_" + pod + "_" + podUid;
    return directory + "/" + container + "/" + restart + ".log";
  }

  /** What a {@link #path} says; null where it is none. */
  static @Nullable ContainerRun ofPath(String path) {
    Matcher matcher = PATH.matcher(path);
    return matcher.matches()
        ? new ContainerRun(
            matcher.group(1),
            matcher.group(2),
            matcher.group(3),
            matcher.group(4),
            Integer.parseInt(matcher.group(5)),
            null)
        : null;
  }
}
