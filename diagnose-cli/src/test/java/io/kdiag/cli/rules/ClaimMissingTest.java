package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.engine.Engine;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.kube.Kind;
import org.junit.jupiter.api.Test;

class ClaimMissingTest {

  private final ClaimMissing rule = new ClaimMissing();

  private static TestCluster waiting() {
    return TestCluster.healthy()
        .pod("shop/web", "spec.volumes", "[{name: v, persistentVolumeClaim: {claimName: data}}]")
        .unschedulable("shop/web", "0/1 nodes are available: persistentvolumeclaim not found.");
  }

  @Test
  void namesTheClaimAndExplainsTheWait() {
    assertThat(Found.only(rule, waiting()).cause())
        .contains("its volume v is claim data, which does not exist in namespace shop");
    assertThat(Engine.diagnose(waiting().build(), Rules.ALL).findings())
        .extracting(Finding::code)
        .containsExactly("ClaimMissing");
  }

  @Test
  void isSilentWhereItIsThereOrWasNotRead() {
    Found.silent(rule, waiting().add("PersistentVolumeClaim shop/data"));
    Found.silent(rule, waiting().unread(Kind.CLAIM));
    Found.silent(rule, TestCluster.healthy());
  }
}
