package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.exposition.Labels;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.Vmstat;
import java.io.IOException;

/**
 * Counters of {@code /proc/vmstat} under the kernel's names; without a type, as node_exporter has
 * them.
 *
 * <pre>{@code
 * node_vmstat_oom_kill 0
 * node_vmstat_pgfault 0
 * node_vmstat_pgmajfault 0
 * node_vmstat_pgpgin 0
 * node_vmstat_pgpgout 0
 * node_vmstat_pswpin 0
 * node_vmstat_pswpout 0
 * }</pre>
 */
final class NodeVmstatMetrics implements SubjectMetrics {
  private static final String[] FIELDS = {
    "oom_kill", "pgfault", "pgmajfault", "pgpgin", "pgpgout", "pswpin", "pswpout"
  };
  private static final Family[] FAMILIES = families();

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    if (sample.node().vmstat() instanceof Reading.Present<Vmstat>(Vmstat vmstat)) {
      for (int i = 0; i < FIELDS.length; i++) {
        out.begin(FAMILIES[i]).sampleIfKnown(Labels.NONE, vmstat.counters().get(FIELDS[i]));
      }
    }
  }

  private static Family[] families() {
    Family[] families = new Family[FIELDS.length];
    for (int i = 0; i < FIELDS.length; i++) {
      families[i] =
          Family.untyped(
              "node_vmstat_" + FIELDS[i], "/proc/vmstat information field " + FIELDS[i] + ".");
    }
    return families;
  }
}
