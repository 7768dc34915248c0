package io.kdiag.collector.sample;

import io.kdiag.collector.exposition.Labels;
import io.kdiag.host.cgroup.CgroupUsage;

/** A cgroup with whose it is, and the labels of its series in kubelet's order. */
public record OwnedCgroup(CgroupUsage usage, Owner owner, Labels labels, Labels cpuLabels) {

  /** As {@code known}, with another usage: the label blocks stay the same bytes. */
  static OwnedCgroup of(CgroupUsage usage, OwnedCgroup known) {
    return new OwnedCgroup(usage, known.owner, known.labels, known.cpuLabels);
  }

  public static OwnedCgroup of(CgroupUsage usage, Owner owner) {
    return new OwnedCgroup(usage, owner, labels(usage, owner, false), labels(usage, owner, true));
  }

  /** The image is the runtime's to tell, and nobody asks it. */
  private static Labels labels(CgroupUsage usage, Owner owner, boolean cpu) {
    String id = usage.id().path();
    String[] rest = {
      "id",
      id,
      "image",
      "",
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
