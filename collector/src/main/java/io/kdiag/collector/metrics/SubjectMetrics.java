package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.sample.Sample;
import java.io.IOException;
import java.util.Locale;

/** The families of one subject. */
public interface SubjectMetrics {

  /** Writes what the sample has of them, family by family, and no trace of the rest. */
  void write(Sample sample, Exposition out) throws IOException;

  /** What settings call it: {@code ContainerCpuMetrics} is {@code container-cpu}. */
  default String subject() {
    String name = getClass().getSimpleName().replace("Metrics", "");
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }
}
