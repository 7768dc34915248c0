package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import org.junit.jupiter.api.Test;

class ReplicasUnavailableTest {
  private final ReplicasUnavailable rule = new ReplicasUnavailable();

  private static TestCluster set(int ready, String age) {
    return TestCluster.healthy()
        .yaml(
            """
            kind: StatefulSet
            metadata: {namespace: shop, name: db, creationTimestamp: %s}
            spec: {replicas: 3}
            status: {replicas: 3, readyReplicas: %d}
            """
                .formatted(age, ready));
  }

  @Test
  void countsThePodsThatAreReady() {
    assertThat(Found.only(rule, set(1, "-10m")).cause())
        .isEqualTo("1 of 3 pods are ready: there is no pod");
  }

  @Test
  void isSilentWhenAllAreReadyAndInTheFirstMinute() {
    Found.silent(rule, set(3, "-10m"));
    Found.silent(rule, set(1, "-50s"));
    Found.silent(rule, TestCluster.healthy());
  }
}
