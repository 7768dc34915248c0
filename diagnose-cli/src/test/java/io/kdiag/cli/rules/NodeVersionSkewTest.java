package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import org.junit.jupiter.api.Test;

final class NodeVersionSkewTest {
  private final NodeVersionSkew rule = new NodeVersionSkew();

  private static TestCluster versions(String server, String kubelet) {
    return TestCluster.healthy()
        .serverVersion(server)
        .change("Node k8s-node-1", "status.nodeInfo.kubeletVersion", kubelet);
  }

  @Test
  void knowsHowFarApartTheyMayBe() {
    assertThat(Found.only(rule, versions("v1.20.2", "v1.21.0")).cause())
        .contains("must not be newer");
    assertThat(Found.only(rule, versions("v1.27.1", "v1.24.9")).cause()).contains("too old");
    Found.silent(rule, versions("v1.27.1", "v1.25.9"));
    Found.silent(rule, versions("v1.30.0", "v1.27.3-eks-1"));
    Found.only(rule, versions("v1.30.0", "v1.26.3"));
  }

  @Test
  void isSilentWhereAVersionIsNotKnown() {
    Found.silent(rule, versions("", "v1.10.0"));
    Found.silent(rule, versions("v1.30.0", "custom"));
    Found.silent(rule, TestCluster.healthy());
  }
}
