package io.kdiag.collector.sample;

import io.kdiag.collector.exposition.Labels;
import io.kdiag.host.cgroup.CgroupUsage;
import io.kdiag.host.proc.InterfaceCounters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cgroup with whose it is, and the labels of its series in kubelet's order. {@code processes} is
 * null where they were not looked at yet or may not be; {@code network} is that of the pod, at its
 * sandbox, or of the machine, at the root.
 */
public record OwnedCgroup(
    CgroupUsage usage,
    Owner owner,
    Labels labels,
    Labels cpuLabels,
    @Nullable ProcessUse processes,
    List<InterfaceCounters> network) {

  /** As {@code known}, with another usage: the label blocks stay the same bytes. */
  static OwnedCgroup of(CgroupUsage usage, OwnedCgroup known) {
    return new OwnedCgroup(usage, known.owner, known.labels, known.cpuLabels, null, List.of());
  }

  public static OwnedCgroup of(CgroupUsage usage, Owner owner) {
    return new OwnedCgroup(
        usage, owner, labels(usage, owner, false), labels(usage, owner, true), null, List.of());
  }

  OwnedCgroup with(@Nullable ProcessUse use, List<InterfaceCounters> counters) {
    return new OwnedCgroup(usage, owner, labels, cpuLabels, use, counters);
  }

  public String path() {
    return usage.id().path();
  }

  private static Labels labels(CgroupUsage usage, Owner owner, boolean cpu) {
    String[] rest = {
      "id",
      usage.id().path(),
      "image",
      owner.image(),
      "name",
      owner.name(),
      "namespace",
      owner.namespace(),
      "pod",
      owner.pod()
    };
    String[] first =
        cpu
            ? new String[] {"container", owner.container(), "cpu", "total"}
            : new String[] {"container", owner.container()};
    String[] all = new String[first.length + rest.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(rest, 0, all, first.length, rest.length);
    return Labels.of(all);
  }
}
