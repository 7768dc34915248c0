package io.kdiag.collector.influxdb;

import io.kdiag.collector.kubernetes.ClusterFacts;
import io.kdiag.collector.kubernetes.ContainerFacts;
import io.kdiag.collector.kubernetes.NodeFacts;
import io.kdiag.collector.kubernetes.PodFacts;
import io.kdiag.collector.sample.Lasting;
import io.kdiag.collector.sample.OwnedCgroup;
import io.kdiag.collector.sample.Owner;
import io.kdiag.collector.sample.ProcessUse;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.Reading;
import io.kdiag.host.cgroup.CgroupUsage;
import io.kdiag.host.cgroup.DeviceIo;
import io.kdiag.host.proc.CpuTimes;
import io.kdiag.host.proc.DiskStat;
import io.kdiag.host.proc.FilesystemSpace;
import io.kdiag.host.proc.InterfaceCounters;
import io.kdiag.host.proc.Meminfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Heapster's entities of one sample: the node, pods, containers and the system's own cgroups, with
 * Heapster's metrics and tags. Times are nanoseconds, rates of processor time thousandths of a
 * processor, a limit or request of 0 is none. What is summed over namespaces and the cluster one
 * node cannot know, and is asked for by a query (README).
 */
final class HeapsterEntities {
  private final Sample sample;
  private final String node;
  private final Rates rates;
  private final ClusterFacts cluster;
  private final Map<String, OwnedCgroup> before = new HashMap<>();
  private final Map<String, String> devices = new HashMap<>();
  private final Map<String, Long> restarts = new HashMap<>();
  private final Map<String, OwnedCgroup> networks = new HashMap<>();
  private final List<Entity> entities = new ArrayList<>();

  private HeapsterEntities(@Nullable Sample previous, Sample sample, String node) {
    this.sample = sample;
    this.node = node;
    this.cluster = sample.told().cluster();
    this.rates =
        new Rates(previous == null ? Duration.ZERO : sample.uptime().minus(previous.uptime()));
    for (OwnedCgroup each : previous == null ? List.<OwnedCgroup>of() : previous.containers()) {
      before.put(each.path(), each);
    }
    for (DiskStat disk : sample.node().disks().optional().orElse(List.of())) {
      if (disk.detail() != null) {
        devices.put(disk.detail().majorMinor(), "/dev/" + disk.device());
      }
    }
    for (OwnedCgroup each : sample.containers()) {
      if (!each.network().isEmpty() && !each.owner().podUid().isEmpty()) {
        networks.put(each.owner().podUid(), each);
      }
    }
    for (Lasting each : sample.told().lasting()) {
      restarts.put(key(each.namespace(), each.pod(), each.container()), each.restarts());
    }
  }

  /** The entities of one sample; {@code previous} is null at the first tick. */
  static List<Entity> of(@Nullable Sample previous, Sample sample, String nodeName) {
    HeapsterEntities all = new HeapsterEntities(previous, sample, nodeName);
    for (OwnedCgroup cgroup : sample.containers()) {
      all.add(cgroup);
    }
    return List.copyOf(all.entities);
  }

  private void add(OwnedCgroup cgroup) {
    String type = type(cgroup);
    if (type == null) {
      return;
    }
    Entity entity = entity(type, cgroup);
    OwnedCgroup earlier = before.get(cgroup.path());
    cpu(entity, cgroup, earlier);
    memory(entity, cgroup, earlier);
    io(entity, cgroup, earlier);
    switch (type) {
      case "node" -> {
        network(entity, cgroup.network(), earlier == null ? List.of() : earlier.network());
        node(entity, cgroup, earlier);
      }
      case "pod" -> pod(entity, cgroup);
      case "pod_container" -> container(entity, cgroup);
      default -> {}
    }
    entities.add(entity);
  }

  /** Null for what Heapster does not have: sandboxes, and the levels between root and pod. */
  private static @Nullable String type(OwnedCgroup cgroup) {
    Owner owner = cgroup.owner();
    String path = cgroup.path();
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

  private Entity entity(String type, OwnedCgroup cgroup) {
    Owner owner = cgroup.owner();
    Entity entity =
        new Entity()
            .tag("type", type)
            .tag("nodename", node)
            .tag("hostname", node)
            .tag("namespace_name", owner.namespace())
            .tag("pod_name", owner.pod())
            .tag("pod_id", owner.podUid())
            .tag("container_name", type.equals("sys_container") ? cgroup.path() : owner.container())
            .tag("container_base_image", owner.image());
    PodFacts pod = cluster.pods().get(owner.podUid());
    if (pod != null) {
      StringBuilder labels = new StringBuilder();
      new TreeMap<>(pod.labels())
          .forEach(
              (name, value) ->
                  labels
                      .append(labels.isEmpty() ? "" : ",")
                      .append(name)
                      .append(':')
                      .append(value));
      entity.tag("labels", labels.toString());
    }
    return entity;
  }

  private void cpu(Entity entity, OwnedCgroup cgroup, @Nullable OwnedCgroup earlier) {
    if (!(cgroup.usage().cpu() instanceof Reading.Present<CgroupUsage.Cpu>(CgroupUsage.Cpu cpu))) {
      return;
    }
    entity.add("cpu", "usage", Math.round(cpu.usageSeconds() * 1e9));
    Double was =
        earlier == null
            ? null
            : earlier.usage().cpu().map(CgroupUsage.Cpu::usageSeconds).optional().orElse(null);
    entity.add("cpu", "usage_rate", rates.of(was, cpu.usageSeconds(), 1000));
    if (!cgroup.path().equals("/")) {
      Double limit = cpu.limitProcessors();
      entity.add("cpu", "limit", limit == null ? 0 : Math.round(limit * 1000));
    }
  }

  private void memory(Entity entity, OwnedCgroup cgroup, @Nullable OwnedCgroup earlier) {
    boolean root = cgroup.path().equals("/");
    if (cgroup.usage().memory()
        instanceof Reading.Present<CgroupUsage.Memory>(CgroupUsage.Memory memory)) {
      entity.add("memory", "usage", memory.usageBytes());
      entity.add("memory", "working_set", memory.workingSetBytes());
      entity.add("memory", "rss", memory.rssBytes());
      entity.add("memory", "cache", memory.cacheBytes());
      faults(entity, memory.detail(), earlier == null ? null : detail(earlier));
      if (!root) {
        entity.add("memory", "limit", memory.limitBytes() == null ? 0 : memory.limitBytes());
      }
    } else if (root
        && sample.node().memory() instanceof Reading.Present<Meminfo>(Meminfo machine)) {
      // The root of version 2 counts no memory; the machine does.
      entity.add("memory", "usage", machine.totalBytes() - machine.freeBytes());
      entity.add("memory", "working_set", machine.totalBytes() - machine.availableBytes());
    }
  }

  private static CgroupUsage.@Nullable MemoryDetail detail(OwnedCgroup cgroup) {
    return cgroup.usage().memory() instanceof Reading.Present<CgroupUsage.Memory>(var memory)
        ? memory.detail()
        : null;
  }

  private void faults(
      Entity entity,
      CgroupUsage.@Nullable MemoryDetail now,
      CgroupUsage.@Nullable MemoryDetail was) {
    if (now == null) {
      return;
    }
    entity.add("memory", "page_faults", now.pageFaults());
    entity.add("memory", "major_page_faults", now.majorPageFaults());
    if (was != null) {
      entity.add("memory", "page_faults_rate", rates.of(was.pageFaults(), now.pageFaults()));
      entity.add(
          "memory",
          "major_page_faults_rate",
          rates.of(was.majorPageFaults(), now.majorPageFaults()));
    }
  }

  private void io(Entity entity, OwnedCgroup cgroup, @Nullable OwnedCgroup earlier) {
    Map<String, DeviceIo> was = new HashMap<>();
    for (DeviceIo each : earlier == null ? List.<DeviceIo>of() : devices(earlier)) {
      was.put(each.device(), each);
    }
    for (DeviceIo each : devices(cgroup)) {
      String device = devices.getOrDefault(each.device(), each.device());
      entity.add("disk", "io_read_bytes", device, each.readBytes());
      entity.add("disk", "io_write_bytes", device, each.writtenBytes());
      DeviceIo past = was.get(each.device());
      if (past != null) {
        entity.add(
            "disk", "io_read_bytes_rate", device, rates.of(past.readBytes(), each.readBytes()));
        entity.add(
            "disk",
            "io_write_bytes_rate",
            device,
            rates.of(past.writtenBytes(), each.writtenBytes()));
      }
    }
  }

  private static List<DeviceIo> devices(OwnedCgroup cgroup) {
    return cgroup.usage().io() instanceof Reading.Present<List<DeviceIo>>(List<DeviceIo> all)
        ? all
        : List.of();
  }

  /** All interfaces together, as Heapster has them. */
  private void network(
      Entity entity, List<InterfaceCounters> now, List<InterfaceCounters> earlier) {
    if (now.isEmpty()) {
      return;
    }
    long[] sums = sums(now);
    long[] was = earlier.isEmpty() ? null : sums(earlier);
    String[] names = {"rx", "rx_errors", "tx", "tx_errors"};
    for (int i = 0; i < names.length; i++) {
      entity.add("network", names[i], sums[i]);
      if (was != null) {
        entity.add("network", names[i] + "_rate", rates.of(was[i], sums[i]));
      }
    }
  }

  private static long[] sums(List<InterfaceCounters> all) {
    long[] sums = new long[4];
    for (InterfaceCounters each : all) {
      sums[0] += each.receivedBytes();
      sums[1] += each.receiveErrors();
      sums[2] += each.sentBytes();
      sums[3] += each.sendErrors();
    }
    return sums;
  }

  private void node(Entity entity, OwnedCgroup root, @Nullable OwnedCgroup earlier) {
    NodeFacts facts = cluster.node();
    int processors = sample.node().cpu().map(CpuTimes::processors).optional().orElse(0);
    long memory = sample.node().memory().map(Meminfo::totalBytes).optional().orElse(0L);
    double cores = facts.capacity().getOrDefault("cpu", (double) processors);
    double allocatable = facts.allocatable().getOrDefault("cpu", cores);
    double bytes = facts.capacity().getOrDefault("memory", (double) memory);
    double allocatableBytes = facts.allocatable().getOrDefault("memory", bytes);
    entity.add("cpu", "node_capacity", Math.round(cores * 1000));
    entity.add("cpu", "node_allocatable", Math.round(allocatable * 1000));
    entity.add("memory", "node_capacity", Math.round(bytes));
    entity.add("memory", "node_allocatable", Math.round(allocatableBytes));
    if (cluster.version() > 0) {
      entity.add("cpu", "request", Math.round(requests("cpu") * 1000));
      entity.add("memory", "request", Math.round(requests("memory")));
      entity.add("cpu", "node_reservation", share(requests("cpu"), allocatable));
      entity.add("memory", "node_reservation", share(requests("memory"), allocatableBytes));
    }
    utilisation(entity, root, earlier, allocatable, allocatableBytes);
    filesystems(entity);
    entity.add("uptime", "", sample.uptime().toMillis());
  }

  private void utilisation(
      Entity entity,
      OwnedCgroup root,
      @Nullable OwnedCgroup earlier,
      double processors,
      double bytes) {
    if (earlier != null
        && earlier.usage().cpu() instanceof Reading.Present<CgroupUsage.Cpu>(var was)
        && root.usage().cpu() instanceof Reading.Present<CgroupUsage.Cpu>(var now)) {
      Long rate = rates.of(was.usageSeconds(), now.usageSeconds(), 1000);
      entity.add("cpu", "node_utilization", rate == null ? null : share(rate / 1000.0, processors));
    }
    if (sample.node().memory() instanceof Reading.Present<Meminfo>(Meminfo machine)) {
      entity.add(
          "memory",
          "node_utilization",
          share((double) (machine.totalBytes() - machine.availableBytes()), bytes));
    }
  }

  private static @Nullable Double share(double of, double whole) {
    return whole <= 0 ? null : of / whole;
  }

  private double requests(String resource) {
    double sum = 0;
    for (PodFacts pod : cluster.pods().values()) {
      sum += requests(pod, resource);
    }
    return sum;
  }

  private static double requests(PodFacts pod, String resource) {
    double sum = 0;
    for (ContainerFacts container : pod.containers().values()) {
      sum += container.initial() ? 0 : container.requests().getOrDefault(resource, 0.0);
    }
    return sum;
  }

  private void filesystems(Entity entity) {
    for (FilesystemSpace each : sample.node().filesystems().optional().orElse(List.of())) {
      String device = each.mount().device();
      String resource = device.startsWith("/dev/") ? device : each.mount().mountPoint();
      entity.add("filesystem", "limit", resource, each.sizeBytes());
      entity.add("filesystem", "usage", resource, each.sizeBytes() - each.freeBytes());
      entity.add("filesystem", "available", resource, each.availableBytes());
      entity.add("filesystem", "inodes", resource, each.inodes());
      entity.add("filesystem", "inodes_free", resource, each.inodesFree());
    }
  }

  /** A pod's network is counted at its sandbox. */
  private void pod(Entity entity, OwnedCgroup pod) {
    OwnedCgroup holder = networks.get(pod.owner().podUid());
    if (holder != null) {
      OwnedCgroup earlier = before.get(holder.path());
      network(entity, holder.network(), earlier == null ? List.of() : earlier.network());
    }
    PodFacts facts = cluster.pods().get(pod.owner().podUid());
    if (facts != null) {
      entity.add("cpu", "request", Math.round(requests(facts, "cpu") * 1000));
      entity.add("memory", "request", Math.round(requests(facts, "memory")));
    }
    uptime(entity, pod);
  }

  private void container(Entity entity, OwnedCgroup container) {
    Owner owner = container.owner();
    PodFacts pod = cluster.pods().get(owner.podUid());
    if (pod != null) {
      Map<String, Double> requests = pod.container(owner.container()).requests();
      entity.add("cpu", "request", Math.round(requests.getOrDefault("cpu", 0.0) * 1000));
      entity.add("memory", "request", Math.round(requests.getOrDefault("memory", 0.0)));
    }
    entity.add(
        "restart_count", "", restarts.get(key(owner.namespace(), owner.pod(), owner.container())));
    uptime(entity, container);
  }

  private void uptime(Entity entity, OwnedCgroup cgroup) {
    ProcessUse use = cgroup.processes();
    if (use != null && use.startSeconds() != null) {
      long since = Math.round(use.startSeconds() * 1000);
      entity.add("uptime", "", Math.max(0, sample.time().toEpochMilli() - since));
    }
  }

  private static String key(String namespace, String pod, String container) {
    return namespace + '/' + pod + '/' + container;
  }
}
