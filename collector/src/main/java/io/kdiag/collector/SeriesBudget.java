package io.kdiag.collector;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.metrics.Families;
import io.kdiag.collector.sample.OwnedCgroup;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.Reading;
import io.kdiag.host.cgroup.DeviceIo;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Keeps a node below its number of series: of a sample that has more, whole cgroups are left out,
 * the least important first, so that what is left is complete and everybody sees the same. The
 * order: the root, containers of pods, pods, sandboxes, everything else.
 */
final class SeriesBudget {
  static final String REASON = "series_limit";

  /** More than a cgroup ever has, without its devices and interfaces. */
  private static final int MOST_OF_A_CGROUP = 96;

  private static final int OF_A_DEVICE = 4;
  private static final int OF_AN_INTERFACE = 8;

  /** More than the node's own families have on a usual machine. */
  private static final int MOST_OF_THE_NODE = 2_000;

  private final Families families;
  private final int limit;

  SeriesBudget(Families families, int limit) {
    this.families = families;
    this.limit = limit;
  }

  /** The sample, or the part of it that is within the limit. */
  Sample apply(Sample sample) {
    long atMost = MOST_OF_THE_NODE + sample.told().lasting().size() * 2L;
    for (OwnedCgroup each : sample.containers()) {
      atMost += atMost(each);
    }
    return atMost <= limit ? sample : shortened(sample);
  }

  private static long atMost(OwnedCgroup cgroup) {
    int devices =
        cgroup.usage().io() instanceof Reading.Present<List<DeviceIo>>(List<DeviceIo> all)
            ? all.size()
            : 0;
    return MOST_OF_A_CGROUP
        + (long) devices * OF_A_DEVICE
        + (long) cgroup.network().size() * OF_AN_INTERFACE;
  }

  private Sample shortened(Sample sample) {
    long base = series(sample.with(List.of(), Map.of()), true);
    long rest = limit - base;
    long empty = series(sample.with(List.of(), Map.of()), false);
    List<OwnedCgroup> order = new ArrayList<>(sample.containers());
    order.sort(Comparator.comparingInt(SeriesBudget::rank));
    List<OwnedCgroup> kept = new ArrayList<>();
    long dropped = 0;
    for (OwnedCgroup each : order) {
      long own = series(sample.with(List.of(each), Map.of()), false) - empty;
      if (dropped == 0 && own <= rest) {
        rest -= own;
        kept.add(each);
      } else {
        dropped += own;
      }
    }
    kept.sort(Comparator.comparing(OwnedCgroup::path));
    return dropped == 0 ? sample : sample.with(kept, Map.of(REASON, dropped));
  }

  private static int rank(OwnedCgroup cgroup) {
    boolean container = cgroup.usage().id().isContainer();
    if (cgroup.path().equals("/")) {
      return 0;
    }
    if (container && !cgroup.owner().container().isEmpty()) {
      return 1;
    }
    if (cgroup.usage().id().isPod()) {
      return 2;
    }
    return container ? 3 : 4;
  }

  private long series(Sample sample, boolean node) {
    try {
      Exposition counting = new Exposition(OutputStream.nullOutputStream());
      families.writeContainer(sample, counting);
      if (node) {
        families.writeNode(sample, counting);
      }
      return counting.samples();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Nothing is written anywhere.
    }
  }
}
