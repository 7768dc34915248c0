package io.kdiag.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CollectorConfigurationTest {

  @Test
  void hasDefaultsForEverything() {
    assertThat(Configurations.of(Map.of()))
        .isEqualTo(
            new CollectorConfiguration(
                Duration.ofSeconds(10),
                null,
                null,
                false,
                100_000,
                null,
                "/var/lib/kubelet",
                null,
                1,
                "grouped",
                "k8s",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "/var/lib/kdiag/collector/influxdb",
                256,
                Duration.ofHours(6)));
  }

  @Test
  void takesItsKeys() {
    CollectorConfiguration bound =
        Configurations.of(
            Map.ofEntries(
                Map.entry("collector.interval", "30s"),
                Map.entry("collector.families-on", "kube-pod, kube-node"),
                Map.entry("collector.families-off", List.of("node-vmstat")),
                Map.entry("collector.pod-labels", "app"),
                Map.entry("collector.timestamps", "true"),
                Map.entry("collector.series-limit", "7"),
                Map.entry("collector.influxdb-url", "http://influxdb:8086"),
                Map.entry("collector.influxdb-api", "2"),
                Map.entry("collector.influxdb-layout", "values"),
                Map.entry("collector.influxdb-database", "nodes"),
                Map.entry("collector.influxdb-org", "ops"),
                Map.entry("collector.influxdb-token", "secret"),
                Map.entry("collector.influxdb-queue-megabytes", "7"),
                Map.entry("collector.influxdb-queue-age", "1h")));
    assertThat(bound.interval()).isEqualTo(Duration.ofSeconds(30));
    assertThat(bound.familiesOn()).containsExactly("kube-pod", "kube-node");
    assertThat(bound.familiesOff()).containsExactly("node-vmstat");
    assertThat(bound.allowedPodLabels()).containsExactly("app");
    assertThat(bound.timestamps()).isTrue();
    assertThat(bound.seriesLimit()).isEqualTo(7);
    assertThat(bound.influxdbUrl()).isEqualTo("http://influxdb:8086");
    assertThat(bound.influxdbApi()).isEqualTo(2);
    assertThat(bound.influxdbLayout()).isEqualTo("values");
    assertThat(bound.influxdbDatabase()).isEqualTo("nodes");
    assertThat(bound.influxdbOrg()).isEqualTo("ops");
    assertThat(bound.influxdbQueueMegabytes()).isEqualTo(7);
    assertThat(bound.influxdbQueueAge()).isEqualTo(Duration.ofHours(1));
    assertThat(bound.toString()).doesNotContain("secret");
  }

  @Test
  void namesKeyValueAndWhatIsAllowed() {
    refuses("interval", "500ms", "collector.interval is PT0.5S; allowed: 1s to 5m");
    refuses("interval", "6m", "collector.interval is PT6M; allowed: 1s to 5m");
    refuses("families-on", "container-gpu", "collector.families-on is container-gpu; allowed: ");
    refuses("families-off", "node", "container-cpu, container-disk");
    refuses("series-limit", "0", "allowed: 1 to 10000000");
    refuses("influxdb-api", "3", "collector.influxdb-api is 3; allowed: 1 or 2");
    refuses("influxdb-url", "ftp://x", "allowed: http(s)://host:port");
    refuses("influxdb-url", "http://:80 x", "allowed: http(s)://host:port");
    refuses("influxdb-layout", "wide", "allowed: grouped, fields or values");
    refuses("influxdb-queue-megabytes", "0", "allowed: 1 to 100000");
    refuses("influxdb-queue-age", "31d", "at most 30d");
  }

  @Test
  void namesAllMistakesAtOnce() {
    assertThatThrownBy(
            () ->
                Configurations.of(
                    Map.of("collector.interval", "6m", "collector.influxdb-api", "3")))
        .rootCause()
        .hasMessage(
            """
            collector.interval is PT6M; allowed: 1s to 5m
            collector.influxdb-api is 3; allowed: 1 or 2""");
  }

  @Test
  void wantsATokenForTheNewApi() {
    assertThatThrownBy(
            () ->
                Configurations.of(
                    Map.of(
                        "collector.influxdb-url", "http://influxdb:8086",
                        "collector.influxdb-api", "2")))
        .rootCause()
        .hasMessageContaining("collector.influxdb-token");
  }

  private static void refuses(String key, String value, String message) {
    assertThatThrownBy(() -> Configurations.of(Map.of("collector." + key, value)))
        .rootCause()
        .hasMessageContaining(message);
  }
}
