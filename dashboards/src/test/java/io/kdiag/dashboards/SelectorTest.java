package io.kdiag.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SelectorTest {

  @Test
  void findsNameMatchersRangeAndFunction() {
    assertThat(
            Selector.of(
                "sum by (node) (rate(cpu_total{mode=\"idle\",id=~\"a{2}\"}[5m])) / (size{} > 0)"))
        .containsExactly(
            new Selector("rate", "cpu_total", "mode=\"idle\",id=~\"a{2}\"", "5m"),
            new Selector("", "size", "", ""));
  }

  @Test
  void tellsWhatHasNoBraces() {
    assertThat(
            Selector.withoutBraces("sum by (node) (rate(cpu_total[5m])) / on (node) size > 100e6"))
        .containsExactly("cpu_total", "size");
  }

  @Test
  void functionsKeywordsAndLabelsAreNoMetrics() {
    String expr =
        "time() - max by (node) (last{a=\"b\"} offset 1h) > 2 and on (node) vector(0) or $price *"
            + " 2";
    assertThat(Selector.withoutBraces(expr)).isEmpty();
  }
}
