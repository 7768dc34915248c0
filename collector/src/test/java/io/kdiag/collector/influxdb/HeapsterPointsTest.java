package io.kdiag.collector.influxdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.influxdb.client.write.Point;
import io.kdiag.collector.Fixtures;
import io.kdiag.collector.sample.OwnedCgroup;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.Reading;
import io.kdiag.host.cgroup.CgroupUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HeapsterPointsTest {
  private static final Sample NOW = Fixtures.v1();

  @Test
  void writesOnePointPerEntityAndGroup() {
    List<String> lines = lines(HeapsterPoints.of(null, NOW, "n1"));
    assertThat(lines).filteredOn(line -> line.startsWith("cpu,")).hasSize(4);
    assertThat(lines).filteredOn(line -> line.startsWith("memory,")).hasSize(4);
    assertThat(lines)
        .anyMatch(
            line ->
                line.startsWith(
                        "cpu,container_name=loop,hostname=n1,namespace_name=collector,nodename=n1,"
                            + "pod_id=7d4ac54c-47b6-49ef-a5b7-d20184f28410,pod_name=burner,"
                            + "type=pod_container limit=50i,usage=")
                    && line.endsWith("i " + Fixtures.TIME.toEpochMilli()))
        .anyMatch(line -> line.startsWith("memory,hostname=n1,nodename=n1,type=node "));
  }

  @Test
  void givesARateInMillicoresOverTheTimeBetween() {
    Sample before = shifted(NOW, Duration.ofSeconds(10), 1.5);
    assertThat(lines(HeapsterPoints.of(before, NOW, "n1")))
        .filteredOn(line -> line.contains("container_name=loop") && line.startsWith("cpu,"))
        .allMatch(line -> line.contains(",usage_rate=150i "));
  }

  @Test
  void givesNoRateAtTheFirstTickOrWhenACounterFellBack() {
    assertThat(lines(HeapsterPoints.of(null, NOW, "n1")))
        .noneMatch(line -> line.contains("usage_rate"));
    Sample before = shifted(NOW, Duration.ofSeconds(10), -1);
    assertThat(lines(HeapsterPoints.of(before, NOW, "n1")))
        .noneMatch(line -> line.contains("usage_rate"));
  }

  @Test
  void takesTheNodesMemoryFromTheMachineWhereTheRootCountsNone() {
    Sample v2 = Fixtures.v2();
    Sample mixed = with(v2, NOW.memory(), v2.cgroups(), v2.uptime());
    assertThat(lines(HeapsterPoints.of(null, mixed, "n1")))
        .filteredOn(line -> line.startsWith("memory,") && line.contains("type=node"))
        .singleElement()
        .asString()
        .contains("node_capacity=", "usage=", "working_set=")
        .doesNotContain("rss=");
  }

  /** The same machine, earlier, when each cgroup had used that much less. */
  private static Sample shifted(Sample s, Duration earlier, double usedSeconds) {
    List<OwnedCgroup> cgroups = new ArrayList<>();
    for (OwnedCgroup each : s.containers()) {
      CgroupUsage u = each.usage();
      Reading<CgroupUsage.Cpu> cpu =
          u.cpu().map(c -> new CgroupUsage.Cpu(c.usageSeconds() - usedSeconds, 0, 0, 0, null));
      cgroups.add(
          OwnedCgroup.of(
              new CgroupUsage(
                  u.id(),
                  cpu,
                  u.memory(),
                  u.tasks(),
                  u.cpuPressure(),
                  u.memoryPressure(),
                  u.ioPressure()),
              each.owner()));
    }
    return with(s, s.memory(), Reading.present(cgroups), s.uptime().minus(earlier));
  }

  private static Sample with(
      Sample s,
      Reading<io.kdiag.host.proc.Meminfo> memory,
      Reading<List<OwnedCgroup>> cgroups,
      Duration uptime) {
    return new Sample(
        s.time(),
        uptime,
        s.cpu(),
        s.processors(),
        s.load(),
        memory,
        s.vmstat(),
        s.disks(),
        s.filesystems(),
        s.networkDevices(),
        s.conntrack(),
        s.fileHandles(),
        s.cpuPressure(),
        s.memoryPressure(),
        s.ioPressure(),
        cgroups);
  }

  private static List<String> lines(List<Point> points) {
    return points.stream().map(Point::toLineProtocol).toList();
  }
}
