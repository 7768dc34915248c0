package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import org.junit.jupiter.api.Test;

class QuotaNearlySpentTest {
  private final QuotaNearlySpent rule = new QuotaNearlySpent();

  private static TestCluster quota(String used) {
    return TestCluster.healthy()
        .yaml(
            """
            kind: ResourceQuota
            metadata: {namespace: shop, name: all}
            status: {hard: {requests.cpu: "4", pods: "1"}, used: {requests.cpu: %s, pods: "1"}}
            """
                .formatted(used));
  }

  @Test
  void saysHowMuchOfWhat() {
    assertThat(Found.only(rule, quota("3600m")).cause())
        .isEqualTo("the namespace's quota is nearly spent: requests.cpu 3600m of 4");
  }

  @Test
  void isSilentBelowNineTenths() {
    Found.silent(rule, quota("3500m"));
    Found.silent(rule, TestCluster.healthy());
  }
}
