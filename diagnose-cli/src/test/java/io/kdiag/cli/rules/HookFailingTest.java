package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.evidence.kube.Kind;
import org.junit.jupiter.api.Test;

class HookFailingTest {

  private static final String EVENT =
      "Exec lifecycle hook ([sh -c x]) for Container \"main\" in Pod \"web_shop(1)\" failed - error:"
          + " command 'sh -c x' exited with 4: , message: \"no licence\"";
  private final HookFailing rule = new HookFailing();

  private static TestCluster crashing() {
    return TestCluster.healthy()
        .pod("shop/web", "spec.containers[0].lifecycle", "{postStart: {exec: {command: [x]}}}")
        .crashLooping("shop/web", 137);
  }

  @Test
  void saysWhatTheHookSaid() {
    TestCluster cluster = crashing().warning("Pod shop/web", "FailedPostStartHook", EVENT);
    assertThat(Found.only(rule, cluster).cause())
        .contains("its postStart hook fails: command 'sh -c x' exited with 4", "no licence");
    Found.silent(new KilledBySignal(), cluster);
  }

  @Test
  void isSilentWithoutTheEventOrTheFailure() {
    Found.silent(rule, crashing());
    Found.silent(
        rule, TestCluster.healthy().warning("Pod shop/calm", "FailedPostStartHook", EVENT));
    Found.silent(rule, TestCluster.healthy());
    Found.silent(
        rule, crashing().warning("Pod shop/web", "FailedPostStartHook", EVENT).unread(Kind.POD));
  }
}
