package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.engine.Diagnosis;
import io.kdiag.cli.engine.Engine;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.kube.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class SaidCauseTest {
  private static final String LINE = "open /etc/app/config.yaml: no such file or directory";
  private final SaidCause rule = new SaidCause(LogCause.FILE_MISSING);

  private static TestCluster crashing(int exitCode, String line) {
    return TestCluster.healthy()
        .pod("shop/web")
        .crashLooping("shop/web", exitCode)
        .says("shop/web", line);
  }

  @Test
  void eachCauseThatALineCanNameHasARule() {
    List<String> codes = Rules.ALL.stream().map(Rule::code).toList();
    for (LogCause cause : LogCause.values()) {
      assertThat(codes).contains(cause.code());
    }
  }

  @Test
  void namesTheCauseAndQuotesTheLine() {
    Finding finding = Found.only(rule, crashing(1, LINE));
    assertThat(finding.cause())
        .isEqualTo(
            "container main fails: a file that it needs is not there /etc/app/config.yaml; it says:"
                + " \""
                + LINE
                + "\"");
    assertThat(finding.confidence()).isEqualTo(Finding.Confidence.CERTAIN);
  }

  @Test
  void explainsTheCrashLoop() {
    Diagnosis diagnosis = Engine.diagnose(crashing(1, LINE).build(), Rules.ALL);
    assertThat(diagnosis.findings()).extracting(Finding::code).containsExactly("FileMissing");
    assertThat(diagnosis.findings().getFirst().symptoms())
        .extracting(Finding::code)
        .containsExactly("PodCrashLooping");
  }

  @Test
  void hearsAPodThatRunsUnreadyAndSaysItAgain() {
    TestCluster cluster = TestCluster.healthy().pod("shop/web");
    cluster
        .change("Pod shop/web", "status.containerStatuses[0].ready", false)
        .condition("Pod shop/web", "Ready", "False", "ContainersNotReady", "")
        .says("shop/web", LINE);
    Finding finding = Found.only(rule, cluster);
    assertThat(finding.cause()).startsWith("container main does not get ready: ");
    assertThat(finding.confidence()).isEqualTo(Finding.Confidence.LIKELY);
  }

  @Test
  void readsTheRuntimesWordsOfACommandThatIsNotThere() {
    TestCluster cluster =
        TestCluster.healthy()
            .pod("shop/web")
            .waiting("shop/web", "CrashLoopBackOff", "back-off")
            .lastEnded("shop/web", "StartError", 128, 20)
            .change(
                "Pod shop/web",
                "status.containerStatuses[0].lastState.terminated.message",
                "OCI runtime create failed: exec: \"srv\": executable file not found in $PATH: unknown");
    assertThat(Found.only(new SaidCause(LogCause.COMMAND_NOT_FOUND), cluster).cause())
        .contains("the command srv is not in its image");
    Found.silent(rule, cluster);
  }

  @Test
  void takesAPanicForTheLeastSpecificCause() {
    Finding finding =
        Found.only(
            new SaidCause(LogCause.UNCAUGHT_EXCEPTION),
            crashing(2, "panic: runtime error: index out of range [3] with length 3"));
    assertThat(finding.cause()).contains("index out of range [3] with length 3");
  }

  @Test
  void isSilentOfAContainerThatEndedWellOrForWantOfMemory() {
    Found.silent(rule, crashing(0, LINE));
    Found.silent(rule, crashing(137, LINE).lastEnded("shop/web", "OOMKilled", 137, 20));
  }

  @Test
  void isSilentOfWhatAHealthyPodSays() {
    Found.silent(rule, TestCluster.healthy().says("shop/calm", LINE));
    Found.silent(rule, TestCluster.healthy());
  }

  @Test
  void isSilentWhereThePodsOrTheirLogsWereNotRead() {
    Found.silent(rule, crashing(1, LINE).unread(Kind.POD));
    Found.silent(rule, TestCluster.healthy().pod("shop/web").crashLooping("shop/web", 1));
  }
}
