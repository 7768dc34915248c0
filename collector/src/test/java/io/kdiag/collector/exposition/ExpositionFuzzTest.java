package io.kdiag.collector.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Property: whatever is exposed, it is what simpleclient's TextFormat makes of it, in both forms.
 */
final class ExpositionFuzzTest {
  private static final String CHARACTERS = "ab\"\\\n{},= é#";
  private final Random random = new Random(11);

  @ParameterizedTest
  @EnumSource(Format.class)
  void writesWhatSimpleclientWrites(Format format) throws IOException {
    for (int round = 0; round < 400; round++) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      long millis = round % 3 == 0 ? 1_795_218_944_116L + round : -1;
      Exposition ours = new Exposition(bytes, format, millis);
      List<MetricFamilySamples> theirs = new ArrayList<>();
      for (int family = 0; family <= random.nextInt(4); family++) {
        theirs.add(family(family, ours, millis < 0 ? null : millis));
      }
      ours.finish();
      StringWriter expected = new StringWriter();
      TextFormat.writeFormat(format.contentType(), expected, Collections.enumeration(theirs));
      isSame(bytes.toString(StandardCharsets.UTF_8), expected.toString());
    }
  }

  private MetricFamilySamples family(int number, Exposition out, @Nullable Long millis)
      throws IOException {
    boolean counter = random.nextBoolean();
    String name = "family_" + number;
    String sample = counter ? name + "_total" : name;
    String help = text();
    out.begin(counter ? Family.counter(sample, help) : Family.gauge(sample, help));
    List<MetricFamilySamples.Sample> samples = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(4); i++) {
      List<String> names = new ArrayList<>();
      List<String> values = new ArrayList<>();
      for (int label = 0; label < random.nextInt(5); label++) {
        names.add("label_" + label);
        values.add(text());
      }
      int first = random.nextInt(names.size() + 1);
      double value = value();
      out.sample(
          labels(names, values, 0, first), labels(names, values, first, names.size()), value);
      samples.add(new MetricFamilySamples.Sample(sample, names, values, value, null, millis));
    }
    return new MetricFamilySamples(
        name, counter ? Collector.Type.COUNTER : Collector.Type.GAUGE, help, samples);
  }

  private static Labels labels(List<String> names, List<String> values, int from, int to) {
    List<String> pairs = new ArrayList<>();
    for (int i = from; i < to; i++) {
      pairs.add(names.get(i));
      pairs.add(values.get(i));
    }
    return pairs.isEmpty() ? Labels.NONE : Labels.of(pairs.toArray(new String[0]));
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
    }
    return text.toString();
  }

  private double value() {
    return switch (random.nextInt(6)) {
      case 0 -> 0;
      case 1 -> random.nextInt(1_000_000);
      case 2 -> random.nextLong(1L << 53);
      case 3 -> random.nextLong(1L << 50) / 1e9;
      case 4 -> Double.POSITIVE_INFINITY;
      default -> random.nextLong(1L << 50) / 1e6;
    };
  }

  /** Line by line; a number may be written otherwise, a label block may end in a comma. */
  private static void isSame(String ours, String theirs) {
    List<String> our = ours.lines().toList();
    List<String> their = theirs.lines().toList();
    assertThat(our).hasSameSizeAs(their);
    for (int i = 0; i < our.size(); i++) {
      assertThat(parts(our.get(i))).isEqualTo(parts(their.get(i)));
    }
  }

  private static List<Object> parts(String line) {
    int labels = line.lastIndexOf('}');
    int end = labels < 0 ? line.indexOf(' ') : labels + 1;
    if (line.startsWith("#") || end < 0) {
      return List.of(line);
    }
    List<Object> parts = new ArrayList<>();
    parts.add(line.substring(0, end).replace(",}", "}"));
    for (String number : line.substring(end).strip().split(" ", -1)) {
      parts.add(Double.parseDouble(number.replace("Inf", "Infinity")));
    }
    return parts;
  }
}
