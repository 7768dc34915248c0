package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import org.junit.jupiter.api.Test;

class ImageArchitectureWrongTest {
  private final ImageArchitectureWrong rule = new ImageArchitectureWrong();

  @Test
  void readsItFromThePull() {
    TestCluster cluster =
        ImageNotFoundTest.waiting(
            "ErrImagePull", "no match for platform in manifest sha256:40312: not found");
    assertThat(Found.only(rule, cluster).cause())
        .endsWith("the registry has none for this node's processor (amd64)");
  }

  @Test
  void readsItFromTheKernelsRefusal() {
    TestCluster cluster =
        TestCluster.healthy()
            .pod("shop/web")
            .crashLooping("shop/web", 1)
            .says("shop/web", "exec /usr/bin/app: exec format error");
    assertThat(Found.only(rule, cluster).cause()).contains("not for this node's processor (amd64)");
  }

  @Test
  void isSilentOfOtherFailures() {
    Found.silent(
        rule,
        TestCluster.healthy()
            .pod("shop/web")
            .crashLooping("shop/web", 1)
            .says("shop/web", "exec: no such command"));
    Found.silent(rule, TestCluster.healthy());
  }
}
