package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.exposition.Labels;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.FileHandles;
import java.io.IOException;

/**
 * Open files of the whole machine and the most there may be.
 *
 * <pre>{@code
 * node_filefd_allocated 1365
 * node_filefd_maximum 2466170
 * }</pre>
 */
final class NodeFileHandleMetrics implements SubjectMetrics {
  private static final Family ALLOCATED =
      Family.gauge("node_filefd_allocated", "File descriptor statistics: allocated.");
  private static final Family MAXIMUM =
      Family.gauge("node_filefd_maximum", "File descriptor statistics: maximum.");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    if (sample.node().fileHandles() instanceof Reading.Present<FileHandles>(FileHandles files)) {
      out.begin(ALLOCATED).sample(Labels.NONE, files.allocated());
      out.begin(MAXIMUM).sample(Labels.NONE, files.limit());
    }
  }
}
