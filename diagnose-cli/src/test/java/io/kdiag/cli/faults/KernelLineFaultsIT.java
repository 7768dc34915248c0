package io.kdiag.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kdiag.detector.Catalogue;
import io.kdiag.detector.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each kernel problem of the catalogue, written to this machine's own kernel log as the kernel
 * would: it is the first finding, and gone after {@code dmesg --clear}.
 */
final class KernelLineFaultsIT {
  private static String before = "";

  @BeforeAll
  static void letEveryLineThrough() {
    assumeTrue(
        Files.isWritable(Path.of("/dev/kmsg")),
        "left out: may not write to /dev/kmsg (needs root)");
    before = Shell.run("sysctl -n kernel.printk_devkmsg").strip();
    Shell.run("sysctl -qw kernel.printk_devkmsg=on; dmesg --clear");
    KdiagRun.takesTheMachineAsItIs();
  }

  @AfterAll
  static void restore() {
    if (!before.isEmpty()) {
      Shell.run("dmesg --clear; sysctl -qw kernel.printk_devkmsg=" + before);
    }
  }

  @TestFactory
  Stream<DynamicTest> isTheFirstFindingAndGoneAfterTheRingIsCleared() {
    return Catalogue.load().problems().stream()
        .filter(problem -> problem.source() == Problem.Source.KERNEL)
        .map(problem -> DynamicTest.dynamicTest(problem.code(), () -> inject(problem)));
  }

  private static void inject(Problem problem) throws IOException {
    try {
      for (String line : linesOf(problem)) {
        Files.writeString(Path.of("/dev/kmsg"), line + "\n");
      }
      KdiagRun run = KdiagRun.local("--for", "0s");
      assertThat(run.first()).as("%s", run.diagnosis()).startsWith(codeOf(problem) + " ");
    } finally {
      Shell.run("dmesg --clear");
    }
    assertThat(KdiagRun.local("--for", "0s").codes()).doesNotContain(codeOf(problem));
  }

  /**
   * OOM kills have a rule of their own, which joins the line with the control groups:
   * MachineFaultsIT makes a real one there; here it is the machine's memory that was out.
   */
  private static String codeOf(Problem problem) {
    return problem.code().equals("OOMKilling") ? "OutOfMemoryKills" : problem.code();
  }

  private static List<String> linesOf(Problem problem) {
    List<String> lines = new ArrayList<>();
    String sample =
        problem.matches().stream()
            .filter(line -> !problem.code().equals("OOMKilling") || line.contains("global_oom"))
            .findFirst()
            .orElseThrow();
    for (int i = 0; i < problem.atLeast(); i++) {
      lines.add(sample);
    }
    return lines;
  }
}
