package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import org.junit.jupiter.api.Test;

class ApiServiceUnavailableTest {
  private final ApiServiceUnavailable rule = new ApiServiceUnavailable();

  private static TestCluster api(String status, String reason) {
    return TestCluster.healthy()
        .yaml(
            """
            kind: APIService
            metadata: {name: v1beta1.metrics.k8s.io}
            spec: {group: metrics.k8s.io, version: v1beta1, service: {namespace: kube-system, name: metrics}}
            """)
        .condition(
            "APIService v1beta1.metrics.k8s.io", "Available", status, reason, "no endpoints");
  }

  @Test
  void saysWhoShouldServeIt() {
    assertThat(Found.only(rule, api("False", "MissingEndpoints")).cause())
        .isEqualTo(
            "the API metrics.k8s.io/v1beta1 is not served: service kube-system/metrics,"
                + " MissingEndpoints");
  }

  @Test
  void isSilentWhereItIsServed() {
    Found.silent(rule, api("True", "Passed"));
    Found.silent(rule, TestCluster.healthy());
  }
}
