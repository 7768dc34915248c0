package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.kube.Kind;
import org.junit.jupiter.api.Test;

class CalledServiceFailsTest {
  private static final String SERVICE =
      """
      kind: Service
      metadata: {namespace: shop, name: db}
      spec: {clusterIP: 10.96.3.4, selector: {app: db}, ports: [{port: 5432}]}
      """;
  private final CalledServiceFails refused = new CalledServiceFails(LogCause.CONNECTION_REFUSED);
  private final CalledServiceFails unknown = new CalledServiceFails(LogCause.HOST_NAME_UNKNOWN);

  private static TestCluster saying(String line) {
    return TestCluster.healthy().pod("shop/web").crashLooping("shop/web", 1).says("shop/web", line);
  }

  private static TestCluster calling(String address) {
    return saying("dial tcp " + address + ": connect: connection refused").yaml(SERVICE);
  }

  @Test
  void saysThatTheCalledWorkloadIsScaledToNothing() {
    TestCluster cluster =
        calling("10.96.3.4:5432")
            .yaml(
                """
                kind: Deployment
                metadata: {namespace: shop, name: postgres}
                spec:
                  replicas: 0
                  selector: {matchLabels: {app: db}}
                  template: {metadata: {labels: {app: db}}}
                """);
    assertThat(Found.only(refused, cluster).cause())
        .contains(
            "its connection to 10.96.3.4:5432 is refused",
            "service shop/db has no pods: deployment/postgres is scaled to 0");
  }

  @Test
  void saysThatNoneOfTheCalledPodsIsReadyAndIsLessSureThenOfThisPod() {
    TestCluster cluster =
        calling("db:5432")
            .pod("shop/db-0", "metadata.labels.app", "db")
            .crashLooping("shop/db-0", 1);
    Finding finding = Found.only(refused, cluster);
    assertThat(finding.cause())
        .contains("service shop/db has no ready pod: pod db-0 waits, CrashLoopBackOff");
    assertThat(finding.confidence()).isEqualTo(Finding.Confidence.LIKELY);
  }

  @Test
  void saysWhichPortsThereAre() {
    assertThat(Found.only(refused, calling("db.shop.svc.cluster.local:5433")).cause())
        .contains("service shop/db has no port 5433, only 5432");
  }

  @Test
  void saysThatReadyPodsDoNotListenThere() {
    TestCluster cluster =
        calling("db:5432")
            .pod("shop/db-0", "metadata.labels.app", "db")
            .change("Pod shop/db-0", "spec.containers[0].ports", "[{containerPort: 5433}]");
    assertThat(Found.only(refused, cluster).cause())
        .contains("target port 5432 (they declare 5433)");
  }

  @Test
  void takesTheAddressFromTheEnvironmentWhereTheLineNamesNone() {
    TestCluster cluster =
        saying("java.net.ConnectException: Connection refused")
            .yaml(SERVICE)
            .change("Pod shop/web", "spec.containers[0].env", "[{name: DB_HOST, value: db}]");
    assertThat(Found.only(refused, cluster).cause())
        .contains("its connection to db is refused", "its selector app=db matches none");
  }

  @Test
  void saysThatThePodCallsItself() {
    assertThat(Found.only(refused, saying("connect ECONNREFUSED 127.0.0.1:6379")).cause())
        .contains("its own pod");
  }

  @Test
  void saysThatThereIsNoSuchServiceAndWhichIsMeant() {
    TestCluster cluster =
        saying("dial tcp: lookup dbb on 10.96.0.10:53: no such host").yaml(SERVICE);
    assertThat(Found.only(unknown, cluster).cause())
        .contains(
            "no name server knows the host dbb",
            "there is no service dbb in namespace shop; there is db");
  }

  @Test
  void doesNotSayThatAServiceIsMissingThatItMayNotRead() {
    TestCluster cluster = saying("java.net.UnknownHostException: dbb").unread(Kind.SERVICE);
    assertThat(Found.only(unknown, cluster).cause()).doesNotContain("there is no service");
  }

  @Test
  void isSilentOfOtherCausesAndOfTheHealthy() {
    Found.silent(unknown, calling("db:5432"));
    Found.silent(refused, TestCluster.healthy());
    Found.silent(refused, calling("db:5432").unread(Kind.POD));
  }
}
