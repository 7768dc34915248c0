package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.detector.Occurrence;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.ProcessStat;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UninterruptibleTasksTest {
  private final UninterruptibleTasks rule = new UninterruptibleTasks();

  private static TestEvidence both(ProcessStat... processes) {
    return TestEvidence.healthy().both("processes", List.of(processes));
  }

  private static ProcessStat stuck(int pid, String name) {
    return Machines.process(pid, name, 'D', 3, 0);
  }

  @Test
  void warnsAboutAProcessThatHangsInTheKernel() {
    ProcessStat df = TestEvidence.with(stuck(44, "df"), "commandLine", "df -h /mnt/nfs");
    Finding finding = Found.only(rule, both(df));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(finding.object()).isEqualTo("node/k8s-node-1");
    assertThat(finding.cause())
        .startsWith("df (pid 44) hangs in the kernel (state D) for at least 10.0 s");
    assertThat(finding.evidence().get(0).text()).endsWith(": df -h /mnt/nfs");
  }

  @Test
  void countsTheOthers() {
    Finding finding = Found.only(rule, both(stuck(44, "df"), stuck(45, "ls"), stuck(46, "cat")));
    assertThat(finding.cause()).startsWith("df (pid 44) and 2 others hang");
    assertThat(finding.evidence()).hasSize(3);
  }

  @Test
  void isCertainWhenTheKernelSaysSo() {
    Instant time = TestEvidence.NOW.minusSeconds(300);
    Occurrence hung =
        new Occurrence(
            "TaskHung",
            Map.of(),
            1,
            time,
            time,
            false,
            List.of(
                new Occurrence.Line(time, "INFO: task df:44 blocked for more than 120 seconds.")));
    Finding finding = Found.only(rule, both(stuck(44, "df")).host("problems", List.of(hung)));
    assertThat(finding.confidence()).isEqualTo(Confidence.CERTAIN);
    assertThat(finding.since()).isEqualTo(time);
  }

  @Test
  void isSilentAboutOneThatWorked() {
    Found.silent(
        rule,
        TestEvidence.healthy()
            .first("processes", List.of(Machines.process(44, "dd", 'D', 3, 0)))
            .last("processes", List.of(Machines.process(44, "dd", 'D', 3.01, 0))));
  }

  @Test
  void isSilentAboutOneThatWasThereOnlyOnce() {
    Found.silent(
        rule,
        TestEvidence.healthy()
            .first("processes", List.of(Machines.process(44, "dd", 'S', 3, 0)))
            .last("processes", List.of(stuck(44, "dd"))));
    Found.silent(
        rule,
        TestEvidence.healthy()
            .first("processes", List.of(TestEvidence.with(stuck(44, "dd"), "startSeconds", 7.0)))
            .last("processes", List.of(stuck(44, "dd"))));
  }

  @Test
  void isSilentAboutKernelThreads() {
    Found.silent(rule, both(TestEvidence.with(stuck(44, "kworker/0:1"), "parent", 2)));
  }

  @Test
  void isSilentWithoutProcesses() {
    Found.silentWithout(rule, both(stuck(44, "df")), "processes");
  }
}
