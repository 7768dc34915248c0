package io.kdiag.cli.gather;

import io.kdiag.host.HostRoot;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * A part of Kubernetes that belongs on this machine, with its flags as far as they are known.
 * {@code processRoot} is where a process in a container sees its files ({@code /proc/7/root}),
 * empty for one that sees the machine's.
 */
record InstalledPart(
    String name, String how, @Nullable Integer pid, Flags flags, String processRoot) {

  /** A file that the part names: on the machine where it is there, else in its container. */
  String file(HostRoot root, String path) {
    boolean own = processRoot.isEmpty() || Files.exists(root.resolve(path));
    return own ? path : processRoot + path;
  }
}
