package io.kdiag.detector.look;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.ProcessStat;
import io.kdiag.host.proc.ProcessStatReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The machine's processes, read at most once in ten seconds for all who ask: with thousands of them
 * it is the dearest look of all.
 */
public final class Processes {
  private static final Duration KEPT = Duration.ofSeconds(10);

  private final HostRoot root;
  private Instant at = Instant.EPOCH;
  private @Nullable Reading<List<ProcessStat>> last;

  public Processes(HostRoot root) {
    this.root = root;
  }

  synchronized Reading<List<ProcessStat>> read(Instant now) {
    Reading<List<ProcessStat>> kept = last;
    if (kept == null || !at.plus(KEPT).isAfter(now)) {
      kept = ProcessStatReader.read(root);
      last = kept;
      at = now;
    }
    return kept;
  }
}
