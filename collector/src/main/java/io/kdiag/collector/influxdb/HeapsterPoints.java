package io.kdiag.collector.influxdb;

import com.influxdb.client.write.Point;
import io.kdiag.collector.sample.OwnedCgroup;
import io.kdiag.collector.sample.Owner;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.Reading;
import io.kdiag.host.cgroup.CgroupUsage;
import io.kdiag.host.proc.CpuTimes;
import io.kdiag.host.proc.Meminfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Heapster's measurements in the layout {@code grouped}: one point per entity and group, its
 * metrics as fields. Entities are the node, pods, containers and the system's own cgroups; a limit
 * of 0 is none. A rate needs two samples of the same cgroup, and a counter that fell back gives
 * none.
 *
 * <pre>
 * cpu,container_name=web,hostname=n1,namespace_name=shop,nodename=n1,pod_id=1,pod_name=web-0,type=pod_container limit=500i,usage=7204312567i,usage_rate=120i 1795218944116
 * memory,hostname=n1,nodename=n1,type=node cache=90112i,node_capacity=25276502016i,rss=4096i,usage=131072i,working_set=90112i 1795218944116
 * </pre>
 */
public final class HeapsterPoints {
  private final Sample sample;
  private final String node;
  private final Duration elapsed;
  private final Map<String, CgroupUsage.Cpu> before = new HashMap<>();
  private final List<Point> points = new ArrayList<>();

  private HeapsterPoints(@Nullable Sample previous, Sample sample, String node) {
    this.sample = sample;
    this.node = node;
    this.elapsed = previous == null ? Duration.ZERO : sample.uptime().minus(previous.uptime());
    for (OwnedCgroup each : previous == null ? List.<OwnedCgroup>of() : previous.containers()) {
      each.usage().cpu().optional().ifPresent(cpu -> before.put(each.usage().id().path(), cpu));
    }
  }

  /** The points of one sample; {@code previous} is null at the first tick. */
  public static List<Point> of(@Nullable Sample previous, Sample sample, String nodeName) {
    HeapsterPoints points = new HeapsterPoints(previous, sample, nodeName);
    for (OwnedCgroup cgroup : sample.containers()) {
      points.add(cgroup);
    }
    return List.copyOf(points.points);
  }

  private void add(OwnedCgroup cgroup) {
    String type = type(cgroup);
    if (type == null) {
      return;
    }
    if (cgroup.usage().cpu() instanceof Reading.Present<CgroupUsage.Cpu>(CgroupUsage.Cpu cpu)) {
      points.add(cpu(point("cpu", type, cgroup), type, cgroup.usage().id().path(), cpu));
    }
    if (cgroup.usage().memory()
        instanceof Reading.Present<CgroupUsage.Memory>(CgroupUsage.Memory memory)) {
      points.add(memory(point("memory", type, cgroup), type, memory));
    } else if (type.equals("node")
        && sample.memory() instanceof Reading.Present<Meminfo>(Meminfo machine)) {
      points.add(rootWithoutMemory(point("memory", type, cgroup), machine));
    }
  }

  /** Null for what Heapster does not have: sandboxes, and the levels between root and pod. */
  private static @Nullable String type(OwnedCgroup cgroup) {
    Owner owner = cgroup.owner();
    String path = cgroup.usage().id().path();
    if (path.equals("/")) {
      return "node";
    }
    if (cgroup.usage().id().isContainer()) {
      return owner.container().isEmpty() ? null : "pod_container";
    }
    if (cgroup.usage().id().isPod()) {
      return owner.pod().isEmpty() ? null : "pod";
    }
    return path.contains("kubepods") ? null : "sys_container";
  }

  private Point point(String group, String type, OwnedCgroup cgroup) {
    Owner owner = cgroup.owner();
    String container =
        type.equals("sys_container") ? cgroup.usage().id().path() : owner.container();
    return Point.measurement(group)
        .time(sample.time(), InfluxClient.precision())
        .addTag("type", type)
        .addTag("nodename", node)
        .addTag("hostname", node)
        .addTag("namespace_name", owner.namespace())
        .addTag("pod_name", owner.pod())
        .addTag("pod_id", owner.podUid())
        .addTag("container_name", container);
  }

  private Point cpu(Point point, String type, String path, CgroupUsage.Cpu cpu) {
    point.addField("usage", Math.round(cpu.usageSeconds() * 1e9));
    CgroupUsage.Cpu earlier = before.get(path);
    if (earlier != null && elapsed.isPositive() && cpu.usageSeconds() >= earlier.usageSeconds()) {
      double used = cpu.usageSeconds() - earlier.usageSeconds();
      point.addField("usage_rate", Math.round(used * 1e12 / elapsed.toNanos()));
    }
    if (type.equals("node")) {
      if (sample.cpu() instanceof Reading.Present<CpuTimes>(CpuTimes times)) {
        point.addField("node_capacity", times.processors() * 1000L);
      }
      return point;
    }
    Double limit = cpu.limitProcessors();
    return point.addField("limit", limit == null ? 0 : Math.round(limit * 1000));
  }

  private Point memory(Point point, String type, CgroupUsage.Memory memory) {
    point.addField("usage", memory.usageBytes()).addField("working_set", memory.workingSetBytes());
    if (memory.rssBytes() != null) {
      point.addField("rss", memory.rssBytes());
    }
    if (memory.cacheBytes() != null) {
      point.addField("cache", memory.cacheBytes());
    }
    if (type.equals("node")) {
      if (sample.memory() instanceof Reading.Present<Meminfo>(Meminfo machine)) {
        point.addField("node_capacity", machine.totalBytes());
      }
      return point;
    }
    Long limit = memory.limitBytes();
    return point.addField("limit", limit == null ? 0L : limit);
  }

  /** The root of version 2 counts no memory; the machine does. */
  private static Point rootWithoutMemory(Point point, Meminfo machine) {
    return point
        .addField("usage", machine.totalBytes() - machine.freeBytes())
        .addField("working_set", machine.totalBytes() - machine.availableBytes())
        .addField("node_capacity", machine.totalBytes());
  }
}
