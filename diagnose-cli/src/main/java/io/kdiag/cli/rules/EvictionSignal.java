package io.kdiag.cli.rules;

import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.KubernetesSetup;
import io.kdiag.host.proc.FilesystemSpace;
import io.kdiag.host.proc.Meminfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the quantities that kubelet watches and evicts pods by, as kubelet reckons it.
 *
 * @param name as kubelet names it: {@code nodefs.available}
 * @param object what runs short: {@code filesystem//var}, {@code node/k8s-node-1}
 * @param what it in words: {@code space on /var}
 * @param available bytes or inodes left, of {@code capacity}
 * @param threshold kubelet evicts when less than this is left
 * @param setting the threshold as it was set: {@code 10%}
 * @see <a href="https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/">
 *     Node-pressure eviction</a>
 */
record EvictionSignal(
    String name,
    String object,
    String what,
    long available,
    long capacity,
    long threshold,
    String setting) {
  static final Map<String, String> DEFAULTS =
      Map.of(
          "memory.available", "100Mi",
          "nodefs.available", "10%",
          "nodefs.inodesFree", "5%",
          "imagefs.available", "15%");

  boolean reached() {
    return available < threshold;
  }

  boolean near() {
    return !reached() && available < threshold + threshold / 2;
  }

  boolean bytes() {
    return !name.endsWith("inodesFree");
  }

  /** {@code 9.1 GiB of 100 GiB (9.1 %)}. */
  String left() {
    return quantity(available)
        + " of "
        + quantity(capacity)
        + " ("
        + Quantities.percent(100.0 * available / capacity)
        + ")";
  }

  String quantity(long amount) {
    return bytes() ? Quantities.bytes(amount) : Quantities.count(amount) + " inodes";
  }

  /** All that kubelet watches on this node and that could be read; none on another machine. */
  static List<EvictionSignal> of(Evidence evidence) {
    List<EvictionSignal> signals = new ArrayList<>();
    KubernetesSetup setup = evidence.host().kubernetes();
    if (!setup.isNode() || setup.component("kubelet") == null) {
      return signals;
    }
    addMemory(signals, evidence);
    FilesystemSpace node = holding(evidence, setup.kubelet().rootDirectory());
    FilesystemSpace image = holding(evidence, runtimeDirectory(evidence));
    addFilesystem(signals, evidence, "nodefs", node);
    addFilesystem(signals, evidence, "imagefs", image);
    return signals;
  }

  /** kubelet counts what is free and what is cached and not in use, not the kernel's estimate. */
  private static void addMemory(List<EvictionSignal> signals, Evidence evidence) {
    Meminfo memory = Seen.value(evidence.host().last().memory());
    Long inactive = memory == null ? null : memory.fields().get("Inactive(file)");
    if (memory != null && inactive != null) {
      String object = "node/" + evidence.host().node();
      long available = memory.freeBytes() + inactive;
      add(signals, evidence, "memory.available", object, "memory", available, memory.totalBytes());
    }
  }

  private static void addFilesystem(
      List<EvictionSignal> signals,
      Evidence evidence,
      String prefix,
      @Nullable FilesystemSpace space) {
    if (space == null) {
      return;
    }
    String mountPoint = space.mount().mountPoint();
    String object = "filesystem/" + mountPoint;
    long free = space.availableBytes();
    String name = prefix + ".available";
    add(signals, evidence, name, object, "space on " + mountPoint, free, space.sizeBytes());
    name = prefix + ".inodesFree";
    String inodes = "inodes on " + mountPoint;
    add(signals, evidence, name, object, inodes, space.inodesFree(), space.inodes());
  }

  private static void add(
      List<EvictionSignal> signals,
      Evidence evidence,
      String name,
      String object,
      String what,
      long available,
      long capacity) {
    Map<String, String> set = evidence.host().kubernetes().kubelet().evictionHard();
    String setting = (set.isEmpty() ? DEFAULTS : set).get(name);
    Long threshold = setting == null || capacity <= 0 ? null : Threshold.of(setting, capacity);
    if (threshold != null && setting != null && threshold > 0) {
      keepStricter(
          signals, new EvictionSignal(name, object, what, available, capacity, threshold, setting));
    }
  }

  /**
   * Where images lie on kubelet's own file system, the higher of both thresholds is the first hit.
   */
  private static void keepStricter(List<EvictionSignal> signals, EvictionSignal signal) {
    for (int i = 0; i < signals.size(); i++) {
      if (signals.get(i).what().equals(signal.what())) {
        if (signals.get(i).threshold() < signal.threshold()) {
          signals.set(i, signal);
        }
        return;
      }
    }
    signals.add(signal);
  }

  /** The mounted file system that holds a directory: the one with the longest mount point. */
  private static @Nullable FilesystemSpace holding(Evidence evidence, String directory) {
    FilesystemSpace best = null;
    int length = -1;
    for (FilesystemSpace space : Seen.list(evidence.host().last().filesystems())) {
      String mountPoint = space.mount().mountPoint();
      String prefix = mountPoint.equals("/") ? "/" : mountPoint + "/";
      if ((directory + "/").startsWith(prefix) && mountPoint.length() >= length) {
        best = space;
        length = mountPoint.length();
      }
    }
    return best;
  }

  /**
   * Where the runtime keeps images: beside its socket if that is not in /run, else the usual place.
   */
  private static String runtimeDirectory(Evidence evidence) {
    String endpoint = KubernetesRuntime.endpoint(evidence);
    String path = endpoint.startsWith("unix://") ? endpoint.substring(7) : endpoint;
    if (path.startsWith("/") && !path.startsWith("/run/") && !path.startsWith("/var/run/")) {
      return path.substring(0, Math.max(1, path.lastIndexOf('/')));
    }
    return switch (KubernetesRuntime.name(evidence)) {
      case "crio" -> "/var/lib/containers";
      case "dockerd" -> "/var/lib/docker";
      default -> "/var/lib/containerd";
    };
  }

  /** A threshold as kubelet reads it: a share ({@code 10%}) or a quantity ({@code 100Mi}). */
  private static final class Threshold {
    private static final String[] UNITS = {"Ki", "Mi", "Gi", "Ti", "k", "M", "G", "T"};
    private static final long[] FACTORS = {
      1L << 10, 1L << 20, 1L << 30, 1L << 40, 1000, 1_000_000, 1_000_000_000, 1_000_000_000_000L
    };

    private Threshold() {}

    /**
     * In the unit of {@code capacity}; null where it is no threshold or one that is switched off.
     */
    static @Nullable Long of(String setting, long capacity) {
      String text = setting.strip();
      try {
        return text.endsWith("%") ? share(text, capacity) : quantity(text);
      } catch (NumberFormatException e) {
        return null;
      }
    }

    private static @Nullable Long share(String text, long capacity) {
      double percent = Double.parseDouble(text.substring(0, text.length() - 1).strip());
      return percent <= 0 || percent >= 100
          ? null
          : Long.valueOf((long) (capacity / 100.0 * percent));
    }

    private static Long quantity(String text) {
      for (int i = 0; i < UNITS.length; i++) {
        if (text.endsWith(UNITS[i])) {
          String number = text.substring(0, text.length() - UNITS[i].length());
          return (long) (Double.parseDouble(number) * FACTORS[i]);
        }
      }
      return (long) Double.parseDouble(text);
    }
  }
}
