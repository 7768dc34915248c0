package io.kdiag.dashboards.grafana;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All dashboards, and the files they are written to. */
public final class Dashboards {
  static final String FOLDER = "grafana/dashboards/";

  private Dashboards() {}

  static List<Dashboard> all() {
    return List.of(
        ClusterDashboard.dashboard(),
        NodeDashboard.dashboard(),
        ProblemsDashboard.dashboard(),
        NamespaceDashboard.dashboard(),
        PodDashboard.dashboard(),
        CapacityDashboard.dashboard(),
        LogsDashboard.dashboard(),
        AgentsDashboard.dashboard(),
        InfluxDashboards.cluster(),
        InfluxDashboards.pods());
  }

  /** Path below {@code dashboards/} to text. */
  public static Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    all().forEach(each -> files.put(FOLDER + each.uid() + ".json", DashboardJson.of(each)));
    files.put(FOLDER + LintExclusions.FILE, LintExclusions.TEXT);
    return files;
  }
}
