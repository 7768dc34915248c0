package io.kdiag.dashboards.rules;

/** A recording rule: an expression's result under a name of its own. */
record Recording(String name, String expr) {
  Recording {
    expr = expr.strip();
  }
}
