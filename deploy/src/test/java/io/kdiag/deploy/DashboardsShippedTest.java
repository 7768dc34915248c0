package io.kdiag.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code dashboards} makes reaches Prometheus, its Operator and Grafana. */
class DashboardsShippedTest {
  private static final Path PROMETHEUS = Kustomized.HOME.resolve("dashboards/prometheus");
  private static final Path OPERATOR =
      Kustomized.HOME.resolve("deploy/overlays/prometheus-operator/monitors/prometheus-rules.yaml");

  private static List<Path> rules() throws IOException {
    return files(PROMETHEUS.resolve("rules"));
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  @Test
  void eachRuleFileIsListedForTheConfigMap() throws IOException {
    String kustomization = Files.readString(PROMETHEUS.resolve("kustomization.yaml"));
    for (Path file : rules()) {
      assertThat(kustomization).contains("\n      - rules/" + file.getFileName() + "\n");
    }
  }

  @Test
  void eachDashboardIsListedForItsConfigMapAndMounted() throws IOException {
    Path grafana = Kustomized.HOME.resolve("dashboards/grafana");
    String kustomization = Files.readString(grafana.resolve("kustomization.yaml"));
    String deployment = Files.readString(Kustomized.HOME.resolve("deploy/stack/grafana.yaml"));
    for (Path file : files(grafana.resolve("dashboards"))) {
      String name = file.getFileName().toString();
      if (name.endsWith(".json")) {
        assertThat(kustomization).contains("\n      - dashboards/" + name + "\n");
        assertThat(deployment).contains("- configMap: {name: " + name.replace(".json", "") + "}\n");
      }
    }
  }

  /** {@code -Dkdiag.refresh=true} writes them anew. */
  @Test
  void thePrometheusRulesAreTheRuleFiles() throws IOException {
    String expected = operatorRules();
    if (Boolean.getBoolean("kdiag.refresh")) {
      Files.writeString(OPERATOR, expected);
    }
    assertThat(Files.readString(OPERATOR))
        .as("refresh with -Dkdiag.refresh=true")
        .isEqualTo(expected);
  }

  private static String operatorRules() throws IOException {
    StringBuilder yaml =
        new StringBuilder(
            "# Made of dashboards/prometheus/rules by DashboardsShippedTest. Do not edit.\n");
    String separator = "";
    for (Path file : rules()) {
      String name = file.getFileName().toString().replace(".yaml", "");
      yaml.append(separator)
          .append("apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata:\n")
          .append("  name: ")
          .append(name)
          .append("\n  namespace: kdiag\n")
          .append("  labels: {app.kubernetes.io/part-of: kdiag}\nspec:\n");
      Files.readString(file)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(line -> yaml.append(line.isEmpty() ? "" : "  ").append(line).append('\n'));
      separator = "---\n";
    }
    return yaml.toString();
  }
}
