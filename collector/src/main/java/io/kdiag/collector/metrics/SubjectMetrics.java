package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.sample.Sample;
import java.io.IOException;

/** The metric families of one subject, written from a sample. Has no state. */
public interface SubjectMetrics {

  /** Writes what the sample has of it; nothing for what it has not. */
  void write(Sample sample, Exposition out) throws IOException;
}
