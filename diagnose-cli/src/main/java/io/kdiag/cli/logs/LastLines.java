package io.kdiag.cli.logs;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/** Keeps the last of the lines given to it, and counts those it had to let go. */
public final class LastLines implements Consumer<LogLine> {
  private final ArrayDeque<LogLine> kept = new ArrayDeque<>();
  private final int most;
  private long dropped;

  public LastLines(int most) {
    this.most = most;
  }

  @Override
  public void accept(LogLine line) {
    if (kept.size() == most) {
      kept.removeFirst();
      dropped++;
    }
    kept.addLast(line);
  }

  public Iterable<LogLine> lines() {
    return kept;
  }

  public long dropped() {
    return dropped;
  }
}
