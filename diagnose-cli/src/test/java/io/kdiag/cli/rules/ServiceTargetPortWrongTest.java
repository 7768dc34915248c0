package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import org.junit.jupiter.api.Test;

class ServiceTargetPortWrongTest {
  private final ServiceTargetPortWrong rule = new ServiceTargetPortWrong();

  private static TestCluster web(String target, String ports) {
    return TestCluster.healthy()
        .yaml(
            """
            kind: Service
            metadata: {namespace: shop, name: web}
            spec: {selector: {app: web}, ports: [{port: 80, targetPort: %s}]}
            """
                .formatted(target))
        .pod("shop/web-0", "metadata.labels.app", "web", "spec.containers[0].ports", ports);
  }

  @Test
  void isCertainOfANameThatNoPortHas() {
    Finding finding = Found.only(rule, web("http", "[{name: web, containerPort: 8080}]"));
    assertThat(finding.cause())
        .isEqualTo(
            "its port 80 leads to a port named http, which no container of its pods has: they have"
                + " 8080/TCP (web)");
    assertThat(finding.confidence()).isEqualTo(Confidence.CERTAIN);
  }

  @Test
  void isLikelyOfANumberThatIsNotDeclared() {
    Finding finding = Found.only(rule, web("8081", "[{containerPort: 8080}]"));
    assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(finding.notChecked()).isNotEmpty();
  }

  @Test
  void seesThatTheProtocolIsAnother() {
    assertThat(Found.only(rule, web("53", "[{containerPort: 53, protocol: UDP}]")).cause())
        .contains("53/UDP");
  }

  @Test
  void isSilentWhereThePortIsServedOrNoneIsDeclared() {
    Found.silent(rule, web("8080", "[{containerPort: 8080}]"));
    Found.silent(rule, web("http", "[{name: http, containerPort: 8080}]"));
    Found.silent(rule, web("8081", "[]"));
    Found.silent(rule, TestCluster.healthy());
  }
}
