package io.kdiag.collector.exposition;

import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A scrape of 250 containers with kubelet's labels, 24 families of one sample each, beside
 * simpleclient's TextFormat over families that stand ready too. Per sample: {@code mvn -q -B
 * test-compile -pl host,collector}, then with the test class path {@code java -cp ...
 * org.openjdk.jmh.Main ExpositionBench -prof gc}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx256m"})
public class ExpositionBench {
  private static final int FAMILIES = 24;
  private static final int CONTAINERS = 250;
  private static final int SAMPLES = FAMILIES * CONTAINERS;
  private static final List<String> NAMES =
      List.of("container", "id", "image", "name", "namespace", "pod");

  private final Family[] families = new Family[FAMILIES];
  private final Labels[] labels = new Labels[CONTAINERS];
  private final double[] values = new double[SAMPLES];
  private final List<Collector.MetricFamilySamples> theirs = new ArrayList<>();

  /** Lays out both sides. */
  public ExpositionBench() {
    for (int f = 0; f < FAMILIES; f++) {
      String name = "container_some_family_number_" + f + "_bytes";
      families[f] = Family.gauge(name, "Some family.");
      GaugeMetricFamily family = new GaugeMetricFamily(name, "Some family.", NAMES);
      for (int c = 0; c < CONTAINERS; c++) {
        double value = f % 2 == 0 ? 4096L * (f + 1) * (c + 1) : (f + 1) * 1234.567891 + c * 17.03;
        values[f * CONTAINERS + c] = value;
        family.addMetric(labels(c), value);
      }
      theirs.add(family);
    }
    for (int c = 0; c < CONTAINERS; c++) {
      List<String> values = labels(c);
      String[] pairs = new String[NAMES.size() * 2];
      for (int i = 0; i < NAMES.size(); i++) {
        pairs[2 * i] = NAMES.get(i);
        pairs[2 * i + 1] = values.get(i);
      }
      labels[c] = Labels.of(pairs);
    }
  }

  private static List<String> labels(int container) {
    String id = "4a5b".repeat(15) + (1000 + container);
    String uid = "7d4ac54c-47b6-49ef-a5b7-d20184f2" + (1000 + container / 2);
    return List.of(
        "web", "/kubepods/burstable/pod" + uid + "/" + id, "", id, "shop", "web-" + container / 2);
  }

  /** This module's. */
  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public void exposition() throws IOException {
    Exposition out = new Exposition(OutputStream.nullOutputStream());
    for (int f = 0; f < FAMILIES; f++) {
      out.begin(families[f]);
      for (int c = 0; c < CONTAINERS; c++) {
        out.sample(labels[c], values[f * CONTAINERS + c]);
      }
    }
    out.flush();
  }

  /** The peer as its own HTTP server calls it. */
  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public void simpleclient() throws IOException {
    simpleclient(new OutputStreamWriter(OutputStream.nullOutputStream(), StandardCharsets.UTF_8));
  }

  /** The peer with a buffer before its encoder, which spares it an allocation per character. */
  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public void simpleclientBuffered() throws IOException {
    simpleclient(
        new BufferedWriter(
            new OutputStreamWriter(OutputStream.nullOutputStream(), StandardCharsets.UTF_8)));
  }

  private void simpleclient(Writer out) throws IOException {
    TextFormat.write004(out, Collections.enumeration(theirs));
    out.flush();
  }
}
