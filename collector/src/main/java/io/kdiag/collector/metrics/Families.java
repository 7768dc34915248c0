package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.sample.Sample;
import io.kdiag.collector.sample.Wanted;
import io.kdiag.host.cgroup.CgroupPart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The families that are switched on, and what has to be read for them. */
public final class Families {
  private final List<SubjectMetrics> container;
  private final List<SubjectMetrics> node;

  private Families(List<SubjectMetrics> container, List<SubjectMetrics> node) {
    this.container = container;
    this.node = node;
  }

  /** The names of all subjects there are. */
  public static Set<String> subjects() {
    Set<String> names = new TreeSet<>();
    AllMetrics.CONTAINER.forEach(each -> names.add(each.subject()));
    AllMetrics.NODE.forEach(each -> names.add(each.subject()));
    return names;
  }

  /** Those that are on by default and {@code on}, without {@code off}. */
  public static Families of(List<String> on, List<String> off) {
    return new Families(chosen(AllMetrics.CONTAINER, on, off), chosen(AllMetrics.NODE, on, off));
  }

  private static List<SubjectMetrics> chosen(
      List<SubjectMetrics> all, List<String> on, List<String> off) {
    List<SubjectMetrics> chosen = new ArrayList<>();
    for (SubjectMetrics each : all) {
      String name = each.subject();
      boolean wanted = on.contains(name) || !AllMetrics.OFF_BY_DEFAULT.contains(name);
      if (wanted && !off.contains(name)) {
        chosen.add(each);
      }
    }
    return List.copyOf(chosen);
  }

  /** What a tick has to read for these; kubelet keeps its pods below {@code kubeletDirectory}. */
  public Wanted wanted(String kubeletDirectory) {
    Set<CgroupPart> parts = EnumSet.noneOf(CgroupPart.class);
    if (has("container-pressure") || has("container-pressure-ratio")) {
      parts.add(CgroupPart.PRESSURE);
    }
    if (has("container-io")) {
      parts.add(CgroupPart.IO);
    }
    if (has("container-memory") || has("container-spec") || has("container-throttling")) {
      parts.add(CgroupPart.DETAIL);
    }
    boolean network = has("container-network");
    return new Wanted(
        parts,
        network || has("container-processes") || has("container-disk"),
        network,
        has("container-disk") ? kubeletDirectory : null);
  }

  private boolean has(String subject) {
    return container.stream().anyMatch(each -> each.subject().equals(subject));
  }

  /** Writes the containers' families. */
  public void writeContainer(Sample sample, Exposition out) throws IOException {
    AllMetrics.write(container, sample, out);
  }

  /** Writes the node's families. */
  public void writeNode(Sample sample, Exposition out) throws IOException {
    AllMetrics.write(node, sample, out);
  }
}
