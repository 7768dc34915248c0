package io.kdiag.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kdiag.cli.engine.Diagnosis;
import io.kdiag.cli.engine.Engine;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.ClusterEvidence.Course;
import io.kdiag.cli.evidence.ClusterEvidence.PodUse;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.Evidence.NotChecked;
import io.kdiag.cli.evidence.KdiagJson;
import io.kdiag.cli.evidence.Subject;
import io.kdiag.cli.rules.Rules;
import io.kdiag.host.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real cluster's answers, recorded, and what may go wrong with each of them. */
final class ClusterGathererTest {
  private static final String NODE = "/api/v1/nodes/k8s-node-1";
  private static final String PROBLEMS = "/api/v1/nodes/http:k8s-node-1:9740/proxy/api/v1/problems";
  private static final String TOKEN = "very-secret-token";

  @TempDir private Path directory;
  private FakeServer cluster;
  private FakeServer prometheus;

  @BeforeEach
  void starts() throws IOException {
    cluster =
        new FakeServer()
            .on(NODE, "node.json")
            .on("/api/v1/pods", "pods.json")
            .on("/api/v1/events", 200, "{\"items\":[]}")
            .on("/api/v1/namespaces/lead/events", "events-vol.json")
            .on(
                PROBLEMS,
                200,
                """
                {"apiVersion":"kdiag.io/v1","kind":"ProblemList","node":"k8s-node-1","lost":0,
                 "active":[],"recent":[]}""");
    prometheus = new FakeServer();
  }

  @AfterEach
  void ends() {
    cluster.close();
    prometheus.close();
  }

  private Evidence gather(String node, @Nullable String prometheusUrl)
      throws IOException, ClusterException, InterruptedException {
    Path kubeconfig = directory.resolve("kubeconfig");
    Files.writeString(
        kubeconfig,
        """
        {"current-context": "c", "contexts": [{"name": "c", "context": {"cluster": "k", "user": "u"}}],
         "clusters": [{"name": "k", "cluster": {"server": "%s"}}],
         "users": [{"name": "u", "user": {"token": "%s"}}]}"""
            .formatted(cluster.url(), TOKEN));
    Backends backends = new Backends(null, prometheusUrl, null);
    try (ClusterGatherer gatherer =
        new ClusterGatherer(
            ClusterGatherer.live(kubeconfig, null, backends), backends, "test", _ -> {})) {
      return gatherer.gather(Subject.node(node));
    }
  }

  private ClusterEvidence clusterOf(Evidence evidence) {
    return Objects.requireNonNull(evidence.cluster());
  }

  @Test
  void readsTheNodeItsPodsAndTheEventsOfThoseInTrouble() throws Exception {
    ClusterEvidence seen = clusterOf(gather("k8s-node-1", null));
    assertThat(seen.objects().nodes().getFirst().status().nodeInfo().kubeletVersion())
        .isEqualTo("v1.20.2");
    assertThat(seen.objects().nodes().getFirst().internalIp()).isEqualTo("198.18.0.1");
    assertThat(seen.pods()).extracting(pod -> pod.name()).contains("cmd", "vol", "live");
    assertThat(seen.warnings("pod/lead/vol"))
        .extracting(event -> event.reason())
        .contains("FailedMount");
    assertThat(seen.detected("k8s-node-1")).isInstanceOf(Reading.Present.class);
    assertThat(seen.history()).isNull();
  }

  @Test
  void namesWhatKeepsThePodsFromRunning() throws Exception {
    cluster.on("/api/v1/namespaces/lead/events", "events-cmd.json");
    Diagnosis diagnosis = Engine.diagnose(gather("k8s-node-1", null), Rules.ALL);
    assertThat(diagnosis.findings())
        .filteredOn(finding -> finding.object().equals("pod/lead/cmd"))
        .extracting(Finding::code)
        .containsExactly("CommandNotFound");
  }

  @Test
  void asksTheAgentThroughTheApiServersProxyWithTheUsersToken() throws Exception {
    gather("k8s-node-1", null);
    assertThat(cluster.asked).contains(PROBLEMS);
    assertThat(cluster.authorizations).containsOnly("Bearer " + TOKEN);
  }

  @Test
  void saysWhyTheAgentCouldNotBeAskedAndGoesOn() throws Exception {
    cluster.on(PROBLEMS, 403, "{\"message\":\"nodes/proxy is forbidden\"}");
    cluster.on(NODE, 200, withAddress("127.0.0.1"));
    Evidence evidence = gather("k8s-node-1", null);
    assertThat(clusterOf(evidence).pods()).isNotEmpty();
    assertThat(evidence.notChecked())
        .filteredOn(gap -> gap.what().startsWith("problem detector"))
        .extracting(NotChecked::why)
        .singleElement()
        .satisfies(why -> assertThat(why).contains("refused", "nodes/proxy is forbidden"));
  }

  /** The recorded node at an address where nothing listens on the agent's port. */
  private String withAddress(String address) throws IOException {
    try (FakeServer recorded = new FakeServer().on(NODE, "node.json");
        ApiServer asked = ApiServer.open(recorded.url())) {
      return asked.text(NODE).replace("198.18.0.1", address);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void saysThatPodsMayNotBeListedAndStillTellsOfTheNode() throws Exception {
    cluster.on("/api/v1/pods", 403, "{\"message\":\"pods is forbidden\"}");
    Evidence evidence = gather("k8s-node-1", null);
    assertThat(clusterOf(evidence).objects().nodes().getFirst().name()).isEqualTo("k8s-node-1");
    assertThat(evidence.notChecked())
        .filteredOn(gap -> gap.what().equals("pods"))
        .extracting(NotChecked::why)
        .singleElement()
        .satisfies(why -> assertThat(why).contains("403", "pods is forbidden"));
  }

  @Test
  void namesTheNodesThatThereAreForOneThatIsNot() {
    cluster.on("/api/v1/nodes", 200, "{\"items\":[{\"metadata\":{\"name\":\"k8s-node-1\"}}]}");
    assertThatThrownBy(() -> gather("k8s-node-7", null))
        .isInstanceOf(ClusterException.class)
        .hasMessage("no node k8s-node-7; did you mean k8s-node-1?");
  }

  @Test
  void tellsARefusalInOneLineWithoutTheToken() {
    cluster.on(NODE, 401, "{\"message\":\"Unauthorized\"}");
    assertThatThrownBy(() -> gather("k8s-node-1", null))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("answered 401: Unauthorized")
        .hasMessageNotContaining(TOKEN);
  }

  @Test
  void keepsNoTokenInTheEvidence() throws Exception {
    assertThat(KdiagJson.MAPPER.writeValueAsString(gather("k8s-node-1", null)))
        .doesNotContain(TOKEN);
  }

  @Test
  void takesTheNodesLastHourFromPrometheus() throws Exception {
    prometheus.on(
        "/api/v1/query",
        200,
        """
        {"status":"success","data":{"resultType":"vector","result":[
          {"metric":{"namespace":"shop","pod":"grind"},"value":[1770000000,"97.5"]}]}}""");
    ClusterEvidence seen = clusterOf(gather("k8s-node-1", prometheus.url()));
    assertThat(Objects.requireNonNull(seen.history()).cpuBusy())
        .isEqualTo(new Course(97.5, 97.5, 97.5));
    assertThat(seen.history().mostCpu()).containsExactly(new PodUse("shop", "grind", 97.5));
    assertThat(prometheus.authorizations).containsOnly("null");
  }

  @Test
  void hasNoHistoryWherePrometheusHasNoSuchSeriesOrNoNumber() throws Exception {
    for (String result : new String[] {"", "{\"metric\":{},\"value\":[1770000000,\"NaN\"]}"}) {
      prometheus.on("/api/v1/query", 200, "{\"data\":{\"result\":[" + result + "]}}");
      ClusterEvidence seen = clusterOf(gather("k8s-node-1", prometheus.url()));
      assertThat(Objects.requireNonNull(seen.history()).cpuBusy()).isNull();
      assertThat(seen.history().mostCpu()).isEmpty();
    }
  }

  @Test
  void saysThatPrometheusFailed() throws Exception {
    prometheus.on("/api/v1/query", 503, "{\"message\":\"starting\"}");
    Evidence evidence = gather("k8s-node-1", prometheus.url());
    assertThat(evidence.notChecked()).filteredOn(gap -> gap.what().equals("Prometheus")).hasSize(1);
    assertThat(clusterOf(evidence).history()).isNull();
  }

  @Test
  void takesAnAnswerThatIsNotJsonForAFailure() {
    cluster.on(NODE, 200, "<html>a proxy's login page</html>");
    assertThatThrownBy(() -> gather("k8s-node-1", null)).isInstanceOf(ClusterException.class);
  }
}
