package io.kdiag.dashboards.grafana;

import java.util.List;

/** Container logs in Elasticsearch, as the log shipper writes them. */
final class LogsDashboard {
  private static final String CHOSEN =
      "kubernetes.namespace:$namespace AND kubernetes.pod.name:$pod AND"
          + " kubernetes.container.name:$container AND message:$search";
  private static final Link POD = Link.to("Pod", "kdiag-pod");

  private LogsDashboard() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "kdiag-logs",
        "kdiag / Logs",
        "Container logs in Elasticsearch (data stream logs-kdiag.container-default): how many, of"
            + " whom, and the lines.",
        "",
        List.of(
            terms("namespace", "Namespace", "kubernetes.namespace", ""),
            terms("pod", "Pod", "kubernetes.pod.name", "kubernetes.namespace:$namespace"),
            terms(
                "container",
                "Container",
                "kubernetes.container.name",
                "kubernetes.namespace:$namespace AND kubernetes.pod.name:$pod"),
            Variable.text("search", "Search", "*")),
        List.of(numbers(), lines()),
        Dashboard.Marks.NONE);
  }

  private static Variable terms(String name, String label, String field, String lucene) {
    String only = lucene.isEmpty() ? "" : ",\"query\":\"" + lucene + "\"";
    return Variable.elastic(
        name, label, "{\"find\":\"terms\",\"field\":\"" + field + "\",\"size\":1000" + only + "}");
  }

  private static Row numbers() {
    return Row.of(
        "How many",
        Panel.time("Lines by namespace", "none")
            .says("Log lines of the ten namespaces that write most, in each interval.")
            .elastic(CHOSEN, "kubernetes.namespace", Target.Shape.COUNT)
            .stacked()
            .wide(12)
            .link(POD),
        Panel.time("Lines by stream", "none")
            .says("Log lines by stream: most programs complain on stderr.")
            .elastic(CHOSEN, "stream", Target.Shape.COUNT)
            .stacked()
            .wide(12)
            .link(POD),
        Panel.table("Loudest pods")
            .says("The ten pods that wrote most lines.")
            .elastic(CHOSEN, "kubernetes.pod.name", Target.Shape.TOP)
            .wide(8)
            .link(POD),
        Panel.table("Loudest containers")
            .says("The ten names of containers that wrote most lines.")
            .elastic(CHOSEN, "kubernetes.container.name", Target.Shape.TOP)
            .wide(8)
            .link(POD),
        Panel.table("Loudest nodes")
            .says("The ten nodes whose containers wrote most lines.")
            .elastic(CHOSEN, "kubernetes.node.name", Target.Shape.TOP)
            .wide(8)
            .link(POD),
        Panel.time("Lines that complain", "none")
            .says(
                "Lines with error, exception, fatal, panic or fail in them, by pod: the ten with"
                    + " most.")
            .elastic(
                CHOSEN + " AND message:(error OR exception OR fatal OR panic OR fail OR failed)",
                "kubernetes.pod.name",
                Target.Shape.COUNT)
            .stacked()
            .wide(24)
            .link(POD));
  }

  private static Row lines() {
    return Row.of(
        "Lines",
        Panel.logs("Log lines")
            .says(
                "The newest 500 lines of what is chosen at the head; Search takes Lucene's syntax.")
            .elastic(CHOSEN, "", Target.Shape.LINES)
            .high(16)
            .link(POD));
  }
}
