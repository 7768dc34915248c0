package io.kdiag.dashboards.grafana;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A dashboard.
 *
 * @param uid stable: links and bookmarks hold it
 * @param matchers what {@code @} stands for between a selector's braces
 * @param marks whether alerts and problems are marked on the time line
 */
record Dashboard(
    String uid,
    String title,
    String description,
    String matchers,
    List<Variable> variables,
    List<Row> rows,
    Marks marks) {
  static final String JOB = "job=~\"kdiag.*\"";
  static final String CLUSTER = JOB + ",cluster=~\"$cluster\"";

  /** Which alerts and problems are marked on the time line. */
  enum Marks {
    NONE,
    CLUSTER,
    NODE
  }

  Dashboard {
    variables = List.copyOf(variables);
    rows = List.copyOf(rows);
    description = description.strip().replace('\n', ' ');
  }

  List<Panel> panels() {
    return rows.stream().flatMap(row -> row.panels().stream()).toList();
  }

  /** The kinds of data sources that it asks, the first panel's first. */
  Set<Source> sources() {
    Set<Source> all = new TreeSet<>();
    panels().forEach(panel -> panel.targets().forEach(target -> all.add(target.source())));
    return all;
  }

  /** A selector's {@code @} put in its place. */
  String expr(String text) {
    return text.replace("{@", "{" + matchers);
  }
}
