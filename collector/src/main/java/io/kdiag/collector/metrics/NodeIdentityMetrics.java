package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.exposition.Labels;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.proc.MachineIdentity;
import java.io.IOException;
import java.util.Locale;

/**
 * What the machine is and what it runs.
 *
 * <pre>{@code
 * node_os_info{build_id="",id="debian",id_like="",image_id="",image_version="",name="Debian GNU/Linux",pretty_name="Debian GNU/Linux 12 (bookworm)",variant="",variant_id="",version="12 (bookworm)",version_codename="bookworm",version_id="12"} 1
 * node_time_seconds 1795218944.116
 * node_uname_info{domainname="(none)",machine="x86_64",nodename="k8s-node-1",release="6.18.44",sysname="Linux",version="#1 SMP"} 1
 * }</pre>
 */
final class NodeIdentityMetrics implements SubjectMetrics {
  private static final Family OS =
      Family.gauge(
          "node_os_info", "A metric with a constant '1' value labeled by the system's own words.");
  private static final Family TIME =
      Family.gauge("node_time_seconds", "System time in seconds since epoch (1970).");
  private static final Family UNAME =
      Family.gauge(
          "node_uname_info", "Labeled system information as provided by the uname system call.");
  private static final String[] OS_WORDS = {
    "build_id",
    "id",
    "id_like",
    "image_id",
    "image_version",
    "name",
    "pretty_name",
    "variant",
    "variant_id",
    "version",
    "version_codename",
    "version_id"
  };

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    MachineIdentity machine = sample.node().identity();
    if (!machine.osRelease().isEmpty()) {
      String[] labels = new String[OS_WORDS.length * 2];
      for (int i = 0; i < OS_WORDS.length; i++) {
        labels[2 * i] = OS_WORDS[i];
        labels[2 * i + 1] =
            machine.osRelease().getOrDefault(OS_WORDS[i].toUpperCase(Locale.ROOT), "");
      }
      out.begin(OS).sample(Labels.of(labels), 1);
    }
    out.begin(TIME).sample(Labels.NONE, sample.time().toEpochMilli() / 1e3);
    if (!machine.kernelRelease().isEmpty()) {
      Labels uname =
          Labels.of(
              "domainname",
              "(none)",
              "machine",
              machine.architecture(),
              "nodename",
              machine.hostname(),
              "release",
              machine.kernelRelease(),
              "sysname",
              "Linux",
              "version",
              machine.kernelVersion());
      out.begin(UNAME).sample(uname, 1);
    }
  }
}
