package io.kdiag.dashboards.grafana;

/**
 * How a panel is drawn.
 *
 * @param warning yellow from here on; NaN: never
 * @param critical red from here on; NaN: never
 * @param max the axis' or bar's end; NaN: the highest value
 * @param stack series stand on one another
 */
record Look(double warning, double critical, double max, boolean stack) {
  static final Look PLAIN = new Look(Double.NaN, Double.NaN, Double.NaN, false);

  Look limits(double yellow, double red) {
    return new Look(yellow, red, max, stack);
  }

  Look max(double value) {
    return new Look(warning, critical, value, stack);
  }

  Look stacked() {
    return new Look(warning, critical, max, true);
  }

  boolean limited() {
    return !Double.isNaN(warning) || !Double.isNaN(critical);
  }
}
