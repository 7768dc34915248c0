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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class HeapsterEntitiesTest {
  private static final Sample NOW = Fixtures.v1();
  private static final String LOOP =
      "container_name=loop,hostname=n1,namespace_name=collector,nodename=n1,"
          + "pod_id=7d4ac54c-47b6-49ef-a5b7-d20184f28410,pod_name=burner,type=pod_container";

  @Test
  void writesOnePointPerEntityAndGroup() {
    List<String> lines = lines(null, NOW, Layout.GROUPED);
    assertThat(lines).filteredOn(line -> line.startsWith("cpu,")).hasSize(4);
    assertThat(lines).filteredOn(line -> line.startsWith("memory,")).hasSize(4);
    assertThat(lines)
        .anyMatch(
            line ->
                line.startsWith("cpu," + LOOP + " limit=50i,usage=")
                    && line.endsWith("i " + Fixtures.TIME.toEpochMilli()))
        .anyMatch(line -> line.startsWith("memory,hostname=n1,nodename=n1,type=node "))
        .anyMatch(line -> line.startsWith("uptime,hostname=n1,nodename=n1,type=node value="))
        .anyMatch(line -> line.startsWith("network,hostname=n1,nodename=n1,type=node "));
  }

  @Test
  void writesHeapstersTwoLayouts() {
    assertThat(lines(null, NOW, Layout.FIELDS))
        .anyMatch(line -> line.startsWith("cpu," + LOOP + " limit=50i 1"))
        .anyMatch(line -> line.startsWith("cpu," + LOOP + " usage="))
        .noneMatch(line -> line.contains("limit=50i,"));
    assertThat(lines(null, NOW, Layout.VALUES))
        .anyMatch(line -> line.startsWith("cpu/limit," + LOOP + " value=50i 1"))
        .anyMatch(line -> line.startsWith("cpu/usage," + LOOP + " value="))
        .anyMatch(line -> line.startsWith("uptime,hostname=n1,nodename=n1,type=node value="));
  }

  @Test
  void tellsTheSameNumbersInEachLayout() {
    int metrics = 0;
    for (Entity entity : HeapsterEntities.of(null, NOW, "n1")) {
      metrics += entity.metrics().size();
    }
    assertThat(lines(null, NOW, Layout.VALUES)).hasSize(metrics);
    assertThat(lines(null, NOW, Layout.FIELDS)).hasSize(metrics);
    int fields = 0;
    for (String line : lines(null, NOW, Layout.GROUPED)) {
      fields += line.split(" ", -1)[1].split(",", -1).length;
    }
    assertThat(fields).isEqualTo(metrics);
  }

  @Test
  void givesARateInMillicoresOverTheTimeBetween() {
    Sample before = shifted(NOW, Duration.ofSeconds(10), 1.5);
    assertThat(lines(before, NOW, Layout.GROUPED))
        .filteredOn(line -> line.contains("container_name=loop") && line.startsWith("cpu,"))
        .isNotEmpty()
        .allMatch(line -> line.contains(",usage_rate=150i "));
  }

  @Test
  void givesNoRateAtTheFirstTickOrWhenACounterFellBack() {
    assertThat(lines(null, NOW, Layout.GROUPED)).noneMatch(line -> line.contains("_rate"));
    Sample before = shifted(NOW, Duration.ofSeconds(10), -1);
    assertThat(lines(before, NOW, Layout.GROUPED)).noneMatch(line -> line.contains("usage_rate"));
  }

  @Test
  void takesTheNodesMemoryFromTheMachineWhereTheRootCountsNone() {
    Sample v2 = Fixtures.v2();
    Sample mixed = new Sample(v2.time(), v2.uptime(), NOW.node(), v2.cgroups(), v2.told());
    assertThat(lines(null, mixed, Layout.GROUPED))
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
    return new Sample(
        s.time(), s.uptime().minus(earlier), s.node(), Reading.present(cgroups), s.told());
  }

  private static List<String> lines(@Nullable Sample before, Sample now, Layout layout) {
    List<String> lines = new ArrayList<>();
    for (Entity entity : HeapsterEntities.of(before, now, "n1")) {
      for (Point point : layout.points(entity, now.time())) {
        lines.add(point.toLineProtocol());
      }
    }
    return lines;
  }
}
