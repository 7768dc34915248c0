package io.kdiag.shipper;

import io.kdiag.host.HostRoot;
import io.kdiag.host.containerlog.ContainerLogs;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Containers' ids by their live files. All links are read at once, and again only for a file that
 * is not among them, and not at each look.
 */
final class ContainerIds {
  private static final long AGAIN_NANOS = 10_000_000_000L;

  private final HostRoot root;
  private Map<String, String> ids = Map.of();
  private long readNanos = System.nanoTime() - AGAIN_NANOS;

  ContainerIds(HostRoot root) {
    this.root = root;
  }

  /** Null where no link names the file. */
  @Nullable String of(String liveFile) {
    String id = ids.get(liveFile);
    if (id == null && System.nanoTime() - readNanos >= AGAIN_NANOS) {
      ids = ContainerLogs.containerIds(root);
      readNanos = System.nanoTime();
      id = ids.get(liveFile);
    }
    return id;
  }
}
