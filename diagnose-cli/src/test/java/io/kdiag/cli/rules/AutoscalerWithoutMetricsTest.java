package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import org.junit.jupiter.api.Test;

class AutoscalerWithoutMetricsTest {
  private final AutoscalerWithoutMetrics rule = new AutoscalerWithoutMetrics();

  private static TestCluster scaler(String type, String status, String reason, String message) {
    return TestCluster.healthy()
        .yaml(
            """
            kind: Deployment
            metadata: {namespace: shop, name: cart}
            spec: {replicas: 1, template: {spec: {containers: [{name: app}]}}}
            ---
            kind: HorizontalPodAutoscaler
            metadata: {namespace: shop, name: cart}
            spec:
              scaleTargetRef: {kind: Deployment, name: cart}
              metrics: [{type: Resource, resource: {name: cpu}}]
            """)
        .condition("HorizontalPodAutoscaler shop/cart", type, status, reason, message);
  }

  @Test
  void saysWhatItLacks() {
    assertThat(
            Found.only(
                    rule,
                    scaler("ScalingActive", "False", "FailedGetResourceMetric", "no metrics API"))
                .cause())
        .isEqualTo(
            "it gets no metrics of Deployment/cart, so it does not scale it: no metrics API");
    assertThat(
            Found.only(
                    rule,
                    scaler(
                        "ScalingActive",
                        "False",
                        "FailedGetResourceMetric",
                        "missing request for cpu"))
                .cause())
        .endsWith("container app has no request to compute a share of");
    assertThat(Found.only(rule, scaler("AbleToScale", "False", "FailedGetScale", "")).cause())
        .startsWith("it cannot scale Deployment/cart");
  }

  @Test
  void isSilentWhenItScalesOrIsSwitchedOff() {
    Found.silent(rule, scaler("ScalingActive", "True", "ValidMetricFound", ""));
    Found.silent(rule, scaler("ScalingActive", "False", "ScalingDisabled", ""));
    Found.silent(rule, TestCluster.healthy());
  }
}
