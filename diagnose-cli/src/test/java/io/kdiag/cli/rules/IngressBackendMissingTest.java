package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.evidence.kube.Kind;
import org.junit.jupiter.api.Test;

class IngressBackendMissingTest {
  private final IngressBackendMissing rule = new IngressBackendMissing();

  private static TestCluster ingress(String service, int port, String ingressClass) {
    return TestCluster.healthy()
        .yaml(
            """
            kind: IngressClass
            metadata: {name: nginx}
            spec: {controller: k8s.io/ingress-nginx}
            ---
            kind: Service
            metadata: {namespace: shop, name: web}
            spec: {ports: [{port: 80}]}
            ---
            kind: Ingress
            metadata: {namespace: shop, name: web}
            spec:
              ingressClassName: %s
              rules:
              - http: {paths: [{path: /, backend: {service: {name: %s, port: {number: %d}}}}]}
            """
                .formatted(ingressClass, service, port));
  }

  @Test
  void namesWhatIsMissing() {
    assertThat(Found.only(rule, ingress("wep", 80, "nginx")).cause())
        .isEqualTo("it leads to service wep, which does not exist");
    assertThat(Found.only(rule, ingress("web", 8080, "nginx")).cause())
        .isEqualTo("it leads to port 8080 of service web, which does not have that port");
    assertThat(Found.only(rule, ingress("web", 80, "ngnix")).cause())
        .isEqualTo("its class ngnix does not exist, so no controller takes it");
    assertThat(Found.only(rule, ingress("web", 80, "''")).cause()).startsWith("it names no class");
  }

  @Test
  void isSilentWhereAllIsThereOrUnread() {
    Found.silent(rule, ingress("web", 80, "nginx"));
    Found.silent(rule, ingress("wep", 80, "ngnix").unread(Kind.SERVICE, Kind.INGRESS_CLASS));
    Found.silent(rule, TestCluster.healthy());
  }
}
