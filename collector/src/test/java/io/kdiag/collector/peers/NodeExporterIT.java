package io.kdiag.collector.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kdiag.collector.RunningCollector;
import io.kdiag.collector.peers.Comparison.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Beside Debian's node_exporter on the same machine in the same seconds: each of its series that
 * dashboards use has its like here, or there is a reason why not. Prints the table.
 */
final class NodeExporterIT {
  private static final Path PROGRAM = Path.of("/usr/bin/prometheus-node-exporter");
  @TempDir Path directory;

  private static final List<Reason> ABSENT =
      List.of(
          all(
              "(go|process|promhttp)_.*|node_(exporter|scrape|textfile)_.*",
              "of node_exporter itself"),
          new Reason(
              "node_network_.*",
              series -> series.label("device").startsWith("veth"),
              "a pod's end: it comes and goes"),
          new Reason(
              "node_filesystem_.*",
              series -> true,
              "a mount of a pod, of the sandbox, or a second one"),
          new Reason(
              "node_disk_.*",
              series -> series.label("device").startsWith("zram"),
              "memory, no disk"),
          all(
              "node_(arp_entries|cooling_device_.*|cpu_guest_.*|disk_info|dmi_info|edac_.*|entropy_.*"
                  + "|intr_total|memory_numa_.*|nf_conntrack_stat_.*|os_version|schedstat_.*"
                  + "|selinux_enabled|softnet_.*|thermal_.*|time_clocksource_.*|time_zone_.*|udp_queues"
                  + "|cpu_(core|frequency|scaling|package)_.*|hwmon_.*|nvme_.*|timex_pps_.*"
                  + "|filesystem_device_error)",
              "no dashboard of ours and no diagnosis reads it"),
          all(
              "node_network_(address_assign_type|carrier_(down|up)_changes_total|device_id|dormant|flags"
                  + "|iface_.*|name_assign_type|net_dev_group|protocol_type|receive_nohandler_total"
                  + "|transmit_queue_length)",
              "no dashboard of ours and no diagnosis reads it"),
          new Reason(
              "node_netstat_.*6_.*", series -> true, "version 6 is counted in files of its own"),
          new Reason(
              "node_sockstat_.*6_.*|node_sockstat_.*_mem_bytes",
              series -> true,
              "version 6 is counted in files of its own; pages are in _mem"));

  private static final List<Reason> DIFFERING =
      List.of(
          all(
              "node_(procs_running|procs_blocked|sockstat_.*|filefd_allocated|disk_io_now|netstat_Tcp_CurrEstab"
                  + "|nf_conntrack_entries)",
              "it changes within the second"),
          all(
              "node_memory_.*|node_filesystem_(avail|free)_bytes|node_filesystem_files_free",
              "the machine is busy: it changes within the second"),
          all(
              "node_timex_(offset|maxerror|estimated_error)_seconds|node_load.*|node_time_seconds",
              "it changes with time"));

  private static Reason all(String family, String why) {
    return new Reason(family, series -> true, why);
  }

  @Test
  void hasALikeForEachSeriesThatDashboardsUse() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(PROGRAM), "Debian package prometheus-node-exporter");
    int port = Running.freePort();
    String theirs = "http://127.0.0.1:" + port + "/metrics";
    Process exporter =
        Running.start(
            directory.resolve("log"), PROGRAM.toString(), "--web.listen-address=127.0.0.1:" + port);
    try (RunningCollector collector =
        RunningCollector.start("n1", Map.of("collector.interval", "1s"), null)) {
      Running.await("node_exporter", Duration.ofSeconds(30), () -> Running.answers(theirs));
      String ours = collector.url() + "/metrics/node";
      Running.await("a sample", Duration.ofSeconds(30), () -> Running.answers(ours));
      List<Exposed> around = new ArrayList<>();
      around.add(Exposed.parse(Running.get(ours)));
      TimeUnit.MILLISECONDS.sleep(1_500);
      Exposed peer = Exposed.parse(Running.get(theirs));
      for (int i = 0; i < 3; i++) {
        TimeUnit.MILLISECONDS.sleep(1_000);
        around.add(Exposed.parse(Running.get(ours)));
      }
      Comparison comparison = new Comparison(around, ABSENT, DIFFERING, 0.02);
      comparison.compare(peer, series -> true);
      System.out.println("node_exporter's /metrics and ours:\n" + comparison.table());
      assertThat(comparison.unexplained()).isEmpty();
      assertThat(comparison.equalSeries()).isGreaterThan(150);
    } finally {
      Running.end(exporter);
    }
  }
}
