package io.kdiag.host.containerlog;

import io.kdiag.host.HostRoot;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Follows symbolic links as the host sees them: an absolute target starts at the host's root. */
final class HostLink {
  private static final int MOST_LINKS = 8;

  private HostLink() {}

  /** Where the file that {@code path} of the host's leads to is for this process. */
  static Path follow(HostRoot root, String path) throws IOException {
    Path at = root.resolve(path);
    for (int i = 0; i < MOST_LINKS; i++) {
      if (!Files.isSymbolicLink(at)) {
        return inside(root, at);
      }
      Path target = Files.readSymbolicLink(at);
      at = target.isAbsolute() ? root.resolve(target.toString()) : at.resolveSibling(target);
    }
    throw new FileSystemLoopException(path);
  }

  private static Path inside(HostRoot root, Path path) throws IOException {
    Path normal = path.normalize();
    if (!normal.startsWith(root.directory().normalize())) {
      throw new IOException("leads out of the host's root");
    }
    return normal;
  }
}
