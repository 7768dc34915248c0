package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.evidence.kube.Kind;
import org.junit.jupiter.api.Test;

class PodSandboxFailingTest {

  private final PodSandboxFailing rule = new PodSandboxFailing();

  private static TestCluster creating(String reason, String message) {
    return TestCluster.healthy()
        .pod("shop/web", "status.phase", "Pending", "status.startTime", "-1m")
        .waiting("shop/web", "ContainerCreating", "")
        .warning("Pod shop/web", reason, message);
  }

  private String cause(String message) {
    return Found.only(rule, creating("FailedCreatePodSandBox", message)).cause();
  }

  @Test
  void saysWhatOfTheSandboxFails() {
    assertThat(
            cause(
                "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network"
                    + " for sandbox \"1\": plugin type=\"bridge\" failed (add): failed to allocate for"
                    + " range 0: no IP addresses available in range set: 10.244.0.1-10.244.0.254"))
        .contains("the node's range of pod addresses is used up");
    assertThat(cause("failed to find plugin \"flannel\" in path [/opt/cni/bin]"))
        .contains("a network plug-in's program is missing");
    assertThat(cause("plugin type=\"calico\" failed (add): error getting ClusterInformation: cni"))
        .contains("its network cannot be set up");
  }

  @Test
  void isSilentOfOtherReasonsAndOncePodsRun() {
    Found.silent(rule, creating("FailedMount", "x"));
    Found.silent(
        rule,
        TestCluster.healthy()
            .warning("Pod shop/calm", "FailedCreatePodSandBox", "cni: no such plugin"));
    Found.silent(rule, TestCluster.healthy());
    Found.silent(rule, creating("FailedCreatePodSandBox", "cni").unread(Kind.POD));
  }
}
