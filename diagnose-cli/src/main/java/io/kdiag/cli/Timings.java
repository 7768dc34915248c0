package io.kdiag.cli;

import io.kdiag.cli.evidence.Evidence.SourceTiming;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run cost: the time of each source, and the processor time of the process, before main (the
 * JVM's start) and since, as the kernel counts it in {@code /proc/self/stat} (fields 14 and 15, in
 * hundredths of a second).
 *
 * <pre>
 * 4242 (java) S 4241 4242 4241 34816 4242 4194304 9142 0 0 0 31 6 0 0 20 0 14 0 8842 ...
 * </pre>
 */
final class Timings {
  private static final int USER_TIME_AFTER_NAME = 11;
  private static final int TICKS_PER_SECOND = 100;

  private final long startNanos = System.nanoTime();
  private final long startTicks = ticks();

  private int requests;

  /** How many requests were sent to the API server. */
  void requests(int count) {
    requests = count;
  }

  void print(PrintStream out, List<SourceTiming> sources) {
    for (SourceTiming source : sources) {
      row(out, source.source(), source.took().toMillis());
    }
    if (requests > 0) {
      out.println(
          "requests to the API server"
              + " ".repeat(13 - Integer.toString(requests).length())
              + requests);
    }
    row(out, "whole run", (System.nanoTime() - startNanos) / 1_000_000);
    long now = ticks();
    if (startTicks < 0 || now < 0) {
      out.println("processor time: /proc/self/stat could not be read");
      return;
    }
    row(out, "processor time, JVM start", startTicks * 1000 / TICKS_PER_SECOND);
    row(out, "processor time, kdiag", (now - startTicks) * 1000 / TICKS_PER_SECOND);
  }

  private static void row(PrintStream out, String what, long milliseconds) {
    String number = Long.toString(milliseconds);
    out.println(
        what + " ".repeat(Math.max(1, 36 - what.length() - number.length())) + number + " ms");
  }

  /** User and system time so far; -1 where it cannot be read. */
  private static long ticks() {
    try {
      String stat = Files.readString(Path.of("/proc/self/stat"), StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Long.parseLong(fields[USER_TIME_AFTER_NAME])
          + Long.parseLong(fields[USER_TIME_AFTER_NAME + 1]);
    } catch (IOException | RuntimeException e) {
      return -1;
    }
  }
}
