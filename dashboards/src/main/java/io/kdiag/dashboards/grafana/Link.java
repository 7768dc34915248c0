package io.kdiag.dashboards.grafana;

/**
 * Where a click on a panel leads: to a dashboard that says more, with the same time and the choices
 * made, and what was clicked on chosen there.
 *
 * @param onValue on a series or row, whose labels fill the address; else at the panel's head
 */
record Link(String title, String url, boolean onValue) {
  private static final String TIME = "${__url_time_range}";
  private static final String PLACE = "${prometheus_datasource:queryparam}&${cluster:queryparam}";

  /** To another dashboard with all that is chosen here. */
  static Link to(String title, String uid) {
    return new Link(title, "/d/" + uid + "?" + TIME + "&${__all_variables}", false);
  }

  /** To the node of a series. */
  static Link node() {
    return labels("Node", "kdiag-node", "node");
  }

  static Link namespace() {
    return labels("Namespace", "kdiag-namespace", "namespace");
  }

  static Link pod() {
    return labels("Pod", "kdiag-pod", "namespace", "pod");
  }

  /** To the namespaces' dashboard, one workload's pods. */
  static Link problems() {
    return labels("Problems", "kdiag-problems", "node");
  }

  private static Link labels(String title, String uid, String... names) {
    StringBuilder url = new StringBuilder("/d/" + uid + "?" + TIME + "&" + PLACE);
    for (String name : names) {
      url.append("&var-").append(name).append("=${__field.labels.").append(name).append("}");
    }
    return new Link(title, url.toString(), true);
  }

  /** The same in a table, whose rows have fields instead of labels. */
  String tableUrl() {
    return url.replace("${__field.labels.", "${__data.fields.");
  }
}
