package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.engine.Engine;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.kube.Kind;
import org.junit.jupiter.api.Test;

class InitContainerFailingTest {

  private static final String FAILS =
      "[{name: prepare, ready: false, restartCount: 4, state: {waiting: {reason: CrashLoopBackOff}},"
          + " lastState: {terminated: {exitCode: 1, reason: Error}}}]";
  private final InitContainerFailing rule = new InitContainerFailing();

  private static TestCluster preparing(String state) {
    return TestCluster.healthy()
        .pod(
            "shop/web",
            "spec.initContainers",
            "[{name: prepare, image: x}]",
            "status.phase",
            "Pending",
            "status.initContainerStatuses",
            state)
        .waiting("shop/web", "PodInitializing", "");
  }

  @Test
  void saysWhichOneFailsAndWhatItSays() {
    TestCluster cluster = preparing(FAILS).says("shop/web", "prepare", "no migration 17");
    assertThat(Found.only(rule, cluster).cause())
        .isEqualTo(
            "init container prepare fails (exit code 1, 4 restarts), so the pod's own containers are"
                + " not started; it says: \"no migration 17\"");
  }

  @Test
  void isItselfExplainedByWhatItsLinesName() {
    TestCluster cluster = preparing(FAILS).says("shop/web", "prepare", "nc: bad address 'db'");
    assertThat(Engine.diagnose(cluster.build(), Rules.ALL).findings())
        .extracting(Finding::code)
        .containsExactly("HostNameUnknown");
  }

  @Test
  void isSilentOfOneThatEndedWellOrRuns() {
    Found.silent(
        rule,
        preparing(
            "[{name: prepare, ready: true, state: {terminated: {exitCode: 0, reason: Completed}}}]"));
    Found.silent(rule, preparing("[{name: prepare, ready: false, state: {running: {}}}]"));
    Found.silent(rule, TestCluster.healthy());
    Found.silent(rule, preparing(FAILS).unread(Kind.POD));
  }
}
