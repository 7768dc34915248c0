package io.kdiag.detector.look;

import io.kdiag.detector.look.Judgement.Sighting;
import io.kdiag.host.HostRoot;
import io.kdiag.host.proc.PressureStall;
import io.kdiag.host.proc.PressureStall.Stall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Looks at the pressure (PSI) of the machine and of all pods together, as KEP-5394 has it: {@code
 * SystemMemoryContentionPressure}, {@code SystemDiskContentionPressure} and the same for {@code
 * Kubepods}. A problem once both avg10 and avg60 of "full" are over the threshold, over when avg60
 * is below it; in between it stays as it is.
 *
 * @see <a
 *     href="https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/5394-psi-node-conditions">KEP-5394</a>
 */
public record Pressure(HostRoot root) implements Probe {
  /** All that runs stands still for a tenth of the time to get memory back. */
  private static final double MEMORY = 10;

  /** Disks are busy by trade: only when everything waits for them half of the time. */
  private static final double DISK = 50;

  private static final List<String> KUBEPODS =
      List.of("/sys/fs/cgroup/kubepods.slice/", "/sys/fs/cgroup/kubepods/");

  @Override
  public String name() {
    return "pressure";
  }

  @Override
  public List<Judgement> look(Instant now) {
    List<Judgement> judgements = new ArrayList<>();
    judge("System", "/proc/pressure/memory", MEMORY, now, judgements);
    judge("System", "/proc/pressure/io", DISK, now, judgements);
    for (String group : KUBEPODS) {
      judge("Kubepods", group + "memory.pressure", MEMORY, now, judgements);
      judge("Kubepods", group + "io.pressure", DISK, now, judgements);
    }
    return judgements;
  }

  private void judge(
      String whose, String path, double threshold, Instant now, List<Judgement> judgements) {
    String code = whose + (path.contains("memory") ? "Memory" : "Disk") + "ContentionPressure";
    root.read(path, PressureStall::parse)
        .optional()
        .map(PressureStall::full)
        .ifPresent(full -> judgements.add(judge(code, path, full, threshold, now)));
  }

  private static Judgement judge(
      String code, String path, Stall full, double threshold, Instant now) {
    if (full.avg60() <= threshold) {
      return Judgement.none(code, now);
    }
    String text =
        String.format(
            Locale.ROOT,
            "full avg10=%.2f avg60=%.2f avg300=%.2f",
            full.avg10(),
            full.avg60(),
            full.avg300());
    return Judgement.of(code, now, new Sighting(Map.of(), path, text, full.avg10() > threshold));
  }
}
