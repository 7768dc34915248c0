package io.kdiag.cli.report;

/** A share of something that is full at 1: {@code memory}, {@code 6.1 GiB of 8.0 GiB}, 0.76. */
record Gauge(String name, String text, double share) {
  private static final double HIGH = 0.9;
  private static final double RAISED = 0.75;

  /** How it is coloured. */
  String style() {
    return share >= HIGH ? "high" : share >= RAISED ? "raised" : "calm";
  }
}
