package io.kdiag.dashboards.grafana;

import java.util.List;

/** Panels under a heading. */
record Row(String title, List<Panel> panels) {
  Row {
    panels = List.copyOf(panels);
  }

  static Row of(String title, Panel... panels) {
    return new Row(title, List.of(panels));
  }
}
