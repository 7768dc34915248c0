package io.kdiag.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kdiag.cli.doctor.AgentState;
import io.kdiag.cli.doctor.Toolkit;
import io.kdiag.cli.logs.LineSource;
import io.kdiag.cli.logs.LogLevel;
import io.kdiag.cli.logs.LogLine;
import io.kdiag.cli.logs.LogQuery;
import io.kdiag.cli.logs.MergedLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the screens read of a cluster, through its API server alone. */
class LiveReadersTest {
  private static final String PROXY = "/api/v1/namespaces/kdiag/services/http:";
  private static final String PROMETHEUS = PROXY + "prometheus:9090/proxy/api/v1/query";
  private static final String SEARCH = "/logs-kdiag.container-*/_search";
  private static final String AGENT = "/api/v1/nodes/http:k8s-node-1:9740/proxy";

  @TempDir private Path directory;
  private FakeServer cluster;
  private Path kubeconfig = Path.of("");

  @BeforeEach
  void starts() throws IOException {
    cluster =
        new FakeServer()
            .on(
                "/api/v1/nodes",
                200,
                """
                {"items":[{"metadata":{"name":"k8s-node-1"},
                  "status":{"capacity":{"cpu":"2","memory":"4Gi"}}}]}""")
            .on(
                "/api/v1/pods",
                200,
                """
                {"items":[{"metadata":{"namespace":"shop","name":"cart-0"},
                  "spec":{"nodeName":"k8s-node-1","containers":[
                   {"name":"app","resources":{"limits":{"cpu":"500m","memory":"64Mi"}}}]},
                  "status":{"containerStatuses":[{"name":"app","state":{"running":{}}}]}}]}""");
    kubeconfig =
        Files.writeString(
            directory.resolve("kubeconfig"),
            """
            {"current-context": "c", "contexts": [{"name": "c", "context": {"cluster": "k", "user": "u"}}],
             "clusters": [{"name": "k", "cluster": {"server": "%s"}}],
             "users": [{"name": "u", "user": {"token": "t"}}]}"""
                .formatted(cluster.url()));
  }

  @AfterEach
  void ends() {
    cluster.close();
  }

  private void hasServices() {
    cluster.on(
        "/api/v1/namespaces/kdiag/services",
        200,
        """
        {"items":[{"metadata":{"namespace":"kdiag","name":"prometheus"},"spec":{"ports":[{"port":9090}]}},
          {"metadata":{"namespace":"kdiag","name":"es","labels":{"app.kubernetes.io/name":"elasticsearch"}},
           "spec":{"ports":[{"name":"transport","port":9300},{"name":"http","port":9200}]}}]}""");
  }

  private Usage.Table pods(TopReader.Place place) throws Exception {
    Backends backends = new Backends(null, null, null);
    try (TopReader reader = TopReader.open(kubeconfig, null, backends)) {
      return reader.pods("", place, _ -> {});
    }
  }

  @Test
  void findsPrometheusByItsServiceAndAsksItThroughTheApiServer() throws Exception {
    hasServices();
    cluster.on(
        PROMETHEUS,
        200,
        """
        {"data":{"result":[{"metric":{"namespace":"shop","pod":"cart-0"},"value":[1,"0.25"]}]}}""");
    Usage cart = pods(TopReader.Place.any).rows().getFirst();
    assertThat(cart.object()).isEqualTo("pod/shop/cart-0");
    assertThat(cart.cores()).isEqualTo(0.25);
    assertThat(cart.coresOf()).isEqualTo(0.5);
    assertThat(cart.memoryOf()).isEqualTo(64 << 20);
    assertThat(cluster.authorizations).containsOnly("Bearer t");
  }

  @Test
  void asksTheMetricsApiWhereNobodyElseAnswers() throws Exception {
    cluster
        .on("/apis/metrics.k8s.io/v1beta1/nodes", 200, "{\"items\":[]}")
        .on(
            "/apis/metrics.k8s.io/v1beta1/pods",
            200,
            """
            {"items":[{"metadata":{"namespace":"shop","name":"cart-0"},
              "containers":[{"usage":{"cpu":"250m","memory":"32Mi"}},{"usage":{"cpu":"50m"}}]}]}""");
    Usage.Table table = pods(TopReader.Place.any);
    assertThat(table.source()).isEqualTo("the metrics API");
    assertThat(table.rows().getFirst().cores()).isEqualTo(0.3);
    assertThat(table.rows().getFirst().memoryBytes()).isEqualTo(32 << 20);
  }

  @Test
  void saysWhoWasAskedWhereNobodyTells() {
    assertThatThrownBy(() -> pods(TopReader.Place.any))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("prometheus has none", "agent: ", "metrics: ", "404");
  }

  @Test
  void readsLogsOfKubelet() throws Exception {
    cluster.on(
        "/api/v1/namespaces/shop/pods/cart-0/log",
        200,
        "2026-01-02T03:04:05.5Z ERROR no\n2026-01-02T03:04:06Z level=info yes\n");
    try (KubeletLines lines = KubeletLines.open(kubeconfig, null)) {
      assertThat(messages(lines, query("sho*", LogLevel.ERROR))).containsExactly("ERROR no");
    }
  }

  @Test
  void readsLogsOfElasticsearch() throws Exception {
    hasServices();
    cluster.on(
        PROXY + "es:9200/proxy" + SEARCH,
        200,
        """
        {"hits":{"hits":[{"_source":{"@timestamp":"2026-01-02T03:04:05Z","message":"gone pod",
          "kubernetes":{"namespace":"shop","pod":{"name":"old-0"},"container":{"name":"app"}}},
          "sort":["2026-01-02T03:04:05Z",7]}]}}""");
    Backends backends = new Backends(null, null, null);
    LineSource source =
        ElasticsearchLines.open(ClusterGatherer.live(kubeconfig, null, backends), backends);
    try (LineSource lines = Objects.requireNonNull(source)) {
      assertThat(messages(lines, query("shop", LogLevel.TRACE))).containsExactly("gone pod");
    }
    assertThat(cluster.asked)
        .anyMatch(path -> path.contains("%22kubernetes.namespace%22%3A%22shop%22"));
  }

  private static LogQuery query(String namespace, LogLevel level) {
    return new LogQuery(namespace, null, null, level, null, null, null, null, false);
  }

  private static List<String> messages(LineSource source, LogQuery query) throws Exception {
    List<LogLine> found = new ArrayList<>();
    try (MergedLines lines = new MergedLines(source.open(query), query)) {
      lines.forEach(found::add);
    }
    return found.stream().map(LogLine::message).toList();
  }

  @Test
  void asksEachAgentHowItIsAndTheBackEndsWhatArrives() throws Exception {
    hasServices();
    cluster
        .on(
            AGENT + "/metrics",
            200,
            "kdiag_log_shipper_lost_bytes_total{reason=\"deleted\"} 7\nup 1\n")
        .on(AGENT + "/health/readiness", 503, "shipper: no answer\n")
        .on(PROMETHEUS, 200, "{\"data\":{\"result\":[{\"value\":[1,\"1\"]}]}}")
        .on(PROXY + "es:9200/proxy" + SEARCH, 200, "{\"hits\":{\"hits\":[]}}");
    Toolkit toolkit = toolkit();
    AgentState agent = toolkit.agents().getFirst();
    assertThat(agent.notReady()).containsExactly("shipper: no answer");
    assertThat(agent.metrics()).isEqualTo(Map.of("kdiag_log_shipper_lost_bytes_total", 7d));
    assertThat(toolkit.scraped()).isEqualTo(1);
    assertThat(toolkit.newestLog()).isNull();
    assertThat(toolkit.notChecked()).isEmpty();
  }

  @Test
  void saysWhatOfTheToolkitCouldNotBeLookedAt() throws Exception {
    Toolkit toolkit = toolkit();
    assertThat(toolkit.agents().getFirst().reached()).isFalse();
    assertThat(toolkit.scraped()).isNull();
    assertThat(toolkit.notChecked()).hasSize(2);
  }

  private Toolkit toolkit() throws Exception {
    @Nullable String none = null;
    try (ToolkitGatherer gatherer =
        ToolkitGatherer.open(kubeconfig, none, new Backends(none, none, none))) {
      return gatherer.gather();
    }
  }
}
