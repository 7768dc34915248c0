package io.kdiag.dashboards.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A node of a real cluster with pods that suffer, the node agent, and the back ends it fills. */
final class RunningNode implements AutoCloseable {
  static final Path KERNEL_LOG = Path.of("/dev/kmsg");
  private static final String READ_ONLY = "<2>EXT4-fs (kdiag7): Remounting filesystem read-only\n";
  private static final String WRITABLE =
      "<6>EXT4-fs (kdiag7): re-mounted 5f0c r/w. Quota mode: none.\n";

  final Backends backends;
  private final RecordedNode recorded = new RecordedNode();
  private final Pods pods;

  /** What the processes keep; gone at the end. */
  final Path scratch = Files.createTempDirectory("kdiag-dashboards");

  /** The processes' logs go to {@code logs}. */
  RunningNode(Path logs) throws IOException {
    backends = new Backends(scratch, logs, recorded.address());
    backends.agent(root(scratch.resolve("root")));
    pods = new Pods();
  }

  /**
   * The host's files with state directories of its own: another agent on this machine keeps its.
   */
  private static Path root(Path root) throws IOException {
    Files.createDirectories(root.resolve("var/lib"));
    for (String each : List.of("proc", "sys", "dev", "run", "etc", "var/log")) {
      Files.createSymbolicLink(root.resolve(each), Path.of("/", each));
    }
    return root;
  }

  /** Lets time pass; meanwhile the kernel's log tells of a read-only file system for a while. */
  void suffer(Duration time) throws IOException {
    Until.pause(time.dividedBy(3));
    kernel(READ_ONLY);
    Until.pause(time.dividedBy(3));
    kernel(WRITABLE);
    Until.pause(time.dividedBy(3));
  }

  private static void kernel(String record) throws IOException {
    Files.write(KERNEL_LOG, record.getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE);
  }

  @Override
  public void close() throws IOException {
    try (recorded) {
      pods.close();
      backends.close();
    }
    try (Stream<Path> all = Files.walk(scratch)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
