package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.evidence.kube.Kind;
import org.junit.jupiter.api.Test;

class BarePodsTest {
  private static final String OWNERS = "metadata.ownerReferences";
  private final BarePods rule = new BarePods();

  @Test
  void namesThemOnceANamespace() {
    assertThat(
            Found.only(
                    rule,
                    TestCluster.empty().pod("shop/a", OWNERS, "[]").pod("shop/b", OWNERS, "[]"))
                .cause())
        .isEqualTo(
            "2 pods have no controller (a, b): when the node goes, nothing makes them again");
  }

  @Test
  void isSilentOfOwnedAndStaticPodsAndWhereAPodWasAskedAbout() {
    Found.silent(
        rule,
        TestCluster.empty()
            .pod("shop/a", OWNERS, "[{kind: ReplicaSet, name: a, controller: true}]")
            .pod("shop/b", OWNERS, "[]", "metadata.annotations[kubernetes.io/config.mirror]", "x"));
    Found.silent(rule, TestCluster.healthy().about(Kind.POD, "shop", "calm"));
  }
}
