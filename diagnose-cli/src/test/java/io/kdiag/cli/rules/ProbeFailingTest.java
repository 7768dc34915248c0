package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.engine.Engine;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.rules.ProbeFailing.What;
import org.junit.jupiter.api.Test;

class ProbeFailingTest {

  private final ProbeFailing misaddressed = new ProbeFailing(What.MISADDRESSED);
  private final ProbeFailing strict = new ProbeFailing(What.TOO_STRICT);
  private final ProbeFailing slow = new ProbeFailing(What.SLOW_START);
  private final ProbeFailing liveness = new ProbeFailing(What.LIVENESS);
  private final ProbeFailing readiness = new ProbeFailing(What.READINESS);

  private static TestCluster unready(String message) {
    TestCluster cluster =
        TestCluster.healthy()
            .pod("shop/web", "spec.containers[0].ports", "[{containerPort: 8080, name: http}]")
            .change(
                "Pod shop/web",
                "spec.containers[0].readinessProbe",
                "{httpGet: {path: /healthz, port: 8080}}",
                "status.containerStatuses[0].ready",
                false);
    return cluster
        .condition("Pod shop/web", "Ready", "False", "ContainersNotReady", "")
        .warning("Pod shop/web", "Unhealthy", "Readiness probe failed: " + message);
  }

  private static TestCluster killed(String message) {
    return TestCluster.healthy()
        .pod("shop/web", "spec.containers[0].ports", "[{containerPort: 8080}]")
        .change(
            "Pod shop/web",
            "spec.containers[0].livenessProbe",
            "{httpGet: {path: /, port: 8080}, periodSeconds: 2, failureThreshold: 3}")
        .crashLooping("shop/web", 137)
        .warning("Pod shop/web", "Unhealthy", "Liveness probe failed: " + message);
  }

  @Test
  void seesAPathAndAPortThatAreNotThere() {
    assertThat(Found.only(misaddressed, unready("HTTP probe failed with statuscode: 404")).cause())
        .isEqualTo(
            "container main runs and is not ready, as its readiness probe fails: there is no path"
                + " /healthz (the program answers 404)");
    assertThat(
            Found.only(
                    misaddressed, unready("dial tcp 10.244.0.48:9090: connect: connection refused"))
                .cause())
        .endsWith("nothing listens on port 9090; the container declares http=8080");
    assertThat(
            Found.only(
                    misaddressed,
                    killed(
                        "Get \"http://10.244.0.41:8081/\": dial tcp 10.244.0.41:8081: connect:"
                            + " connection refused"))
                .cause())
        .startsWith(
            "kubelet ends container main again and again, as its liveness probe fails: nothing"
                + " listens on port 8081");
  }

  @Test
  void seesAnAnswerThatComesTooLate() {
    assertThat(
            Found.only(
                    strict,
                    unready(
                        "Get \"http://x\": context deadline exceeded (Client.Timeout exceeded)"))
                .cause())
        .endsWith("the program does not answer within 1 s (timeoutSeconds)");
  }

  @Test
  void seesAProgramThatIsEndedWhileItStarts() {
    assertThat(
            Found.only(slow, killed("dial tcp 10.244.0.46:8080: connect: connection refused"))
                .cause())
        .endsWith(
            "nothing listens on port 8080 after 6 s; it starts too slowly for it, and has no"
                + " startupProbe");
  }

  @Test
  void quotesOtherFailures() {
    assertThat(Found.only(readiness, unready("cat: can't open '/tmp/ready'")).cause())
        .endsWith("as its readiness probe fails: cat: can't open '/tmp/ready'");
    assertThat(Found.only(liveness, killed("HTTP probe failed with statuscode: 500")).cause())
        .endsWith("the program answers 500 to /");
  }

  @Test
  void explainTheCrashLoop() {
    TestCluster cluster = killed("dial tcp 10.244.0.46:8080: connect: connection refused");
    assertThat(Engine.diagnose(cluster.build(), Rules.ALL).findings())
        .extracting(Finding::code)
        .containsExactly("SlowStartKilled");
  }

  @Test
  void areSilentOfPodsThatAreWellNowAndOfTheUnread() {
    TestCluster well =
        TestCluster.healthy()
            .change("Pod shop/calm", "spec.containers[0].readinessProbe", "{tcpSocket: {port: 80}}")
            .warning("Pod shop/calm", "Unhealthy", "Readiness probe failed: timed out");
    for (ProbeFailing rule : new ProbeFailing[] {misaddressed, strict, slow, liveness, readiness}) {
      Found.silent(rule, well);
      Found.silent(rule, TestCluster.healthy());
      Found.silent(rule, unready("timed out").unread(Kind.POD));
    }
  }
}
