package io.kdiag.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CollectorConfigurationTest {

  @Test
  void hasDefaultsForEverything() {
    assertThat(bound(Map.of())).isEqualTo(CollectorConfiguration.defaults());
  }

  @Test
  void takesItsKeys() {
    CollectorConfiguration bound =
        bound(
            Map.of(
                "collector.interval", "30s",
                "collector.influxdb-url", "http://influxdb:8086",
                "collector.influxdb-api", "2",
                "collector.influxdb-database", "nodes",
                "collector.influxdb-org", "ops",
                "collector.influxdb-token", "secret",
                "collector.influxdb-queue-batches", "7"));
    assertThat(bound.interval()).isEqualTo(Duration.ofSeconds(30));
    assertThat(bound.influxdbUrl()).isEqualTo("http://influxdb:8086");
    assertThat(bound.influxdbApi()).isEqualTo(2);
    assertThat(bound.influxdbDatabase()).isEqualTo("nodes");
    assertThat(bound.influxdbOrg()).isEqualTo("ops");
    assertThat(bound.influxdbQueueBatches()).isEqualTo(7);
    assertThat(bound.toString()).doesNotContain("secret");
  }

  @Test
  void namesKeyValueAndWhatIsAllowed() {
    refuses("interval", "500ms", "collector.interval is PT0.5S; allowed: 1s to 5m");
    refuses("interval", "6m", "collector.interval is PT6M; allowed: 1s to 5m");
    refuses("influxdb-api", "3", "collector.influxdb-api is 3; allowed: 1 or 2");
    refuses("influxdb-url", "ftp://x", "allowed: http(s)://host:port");
    refuses("influxdb-queue-batches", "0", "allowed: 1 to 10000");
  }

  @Test
  void wantsATokenForTheNewApi() {
    assertThatThrownBy(
            () ->
                bound(
                    Map.of(
                        "collector.influxdb-url", "http://influxdb:8086",
                        "collector.influxdb-api", "2")))
        .rootCause()
        .hasMessageContaining("collector.influxdb-token");
  }

  private static void refuses(String key, String value, String message) {
    assertThatThrownBy(() -> bound(Map.of("collector." + key, value)))
        .rootCause()
        .hasMessageContaining(message);
  }

  private static CollectorConfiguration bound(Map<String, Object> properties) {
    try (ApplicationContext context = ApplicationContext.run(properties)) {
      return context.getBean(CollectorConfiguration.class);
    }
  }
}
