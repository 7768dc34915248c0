package io.kdiag.collector.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExpositionTest {
  private static final String HOSTILE = "a\\b\"c\nd\te}{,= ü 中 \uD83D\uDE00";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Exposition out = new Exposition(bytes);

  @Test
  void escapesAsSimpleclientDoes() throws IOException {
    GaugeMetricFamily theirs = new GaugeMetricFamily("x", HOSTILE, List.of("device", "mode"));
    theirs.addMetric(List.of(HOSTILE, ""), 0.5);
    StringWriter expected = new StringWriter();
    List<Collector.MetricFamilySamples> all = List.of(theirs);
    TextFormat.write004(expected, Collections.enumeration(all));

    out.begin(Family.gauge("x", HOSTILE)).sample(Labels.of("device", HOSTILE, "mode", ""), 0.5);

    // simpleclient ends a label block with a comma, which the format allows.
    assertThat(text()).isEqualTo(expected.toString().replace(",} ", "} "));
  }

  @Test
  void announcesAFamilyOnceWithItsFirstSample() throws IOException {
    out.begin(Family.counter("x_total", "X."));
    out.sample(Labels.of("a", "1"), 1);
    out.sample(Labels.of("a", "2"), 2);
    assertThat(text())
        .isEqualTo(
            """
            # HELP x_total X.
            # TYPE x_total counter
            x_total{a="1"} 1
            x_total{a="2"} 2
            """);
  }

  @Test
  void leavesNoTraceOfAFamilyWithoutSamples() throws IOException {
    out.begin(Family.gauge("x", "X.")).sampleIfKnown(Labels.NONE, (Long) null);
    out.begin(Family.gauge("y", "Y.")).sampleIfKnown(Labels.NONE, 3L);
    assertThat(text()).isEqualTo("# HELP y Y.\n# TYPE y gauge\ny 3\n");
  }

  @Test
  void refusesASampleBeforeItsFamily() {
    assertThatThrownBy(() -> out.sample(Labels.NONE, 1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void writesMoreThanItsBufferHolds() throws IOException {
    Labels wide = Labels.of("a", "w".repeat(40_000));
    out.begin(Family.gauge("x", "X."));
    StringBuilder expected = new StringBuilder("# HELP x X.\n# TYPE x gauge\n");
    for (int i = 0; i < 3_000; i++) {
      Labels labels = i % 1_000 == 7 ? wide : Labels.of("a", "w".repeat(i % 50));
      out.sample(labels, i + 0.25);
      expected.append("x{a=\"").append("w".repeat(labels == wide ? 40_000 : i % 50));
      expected.append("\"} ").append(i).append(".25\n");
    }
    assertThat(text()).isEqualTo(expected.toString());
  }

  private String text() throws IOException {
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
