package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.evidence.kube.Kind;
import org.junit.jupiter.api.Test;

class CalledServiceMissingTest {
  private final CalledServiceMissing rule = new CalledServiceMissing();

  private static TestCluster calls(String address) {
    return TestCluster.healthy()
        .yaml(
            """
            kind: Service
            metadata: {namespace: shop, name: cart}
            spec: {selector: {app: cart}, ports: [{port: 80}]}
            ---
            kind: Namespace
            metadata: {name: data}
            ---
            kind: Service
            metadata: {namespace: data, name: db}
            spec: {selector: {app: db}, ports: [{port: 5432}]}
            """)
        .pod("shop/cart-0", "metadata.labels.app", "cart")
        .pod("data/db-0", "metadata.labels.app", "db")
        .pod(
            "shop/web-0",
            "spec.containers[0].env",
            "[{name: BACKEND_URL, value: '" + address + "'}]")
        .crashLooping("shop/web-0", 1);
  }

  @Test
  void namesTheVariableAndTheServiceThatIsMeant() {
    assertThat(Found.only(rule, calls("http://db:5432")).cause())
        .isEqualTo(
            "it is told by BACKEND_URL to call http://db:5432, but there is no service db in namespace"
                + " shop; there is db.data.svc");
  }

  @Test
  void seesThePortThatIsNotServed() {
    assertThat(Found.only(rule, calls("http://cart:8080")).cause())
        .endsWith("service cart in namespace shop has no port 8080, it has 80");
  }

  @Test
  void isSilentWhereItIsServedOrOutsideOrUnread() {
    Found.silent(rule, calls("http://cart:80"));
    Found.silent(rule, calls("db.data.svc:5432"));
    Found.silent(rule, calls("https://api.example.com:8443"));
    Found.silent(rule, calls("http://nobody:80").unread(Kind.SERVICE));
    Found.silent(rule, TestCluster.healthy());
  }
}
