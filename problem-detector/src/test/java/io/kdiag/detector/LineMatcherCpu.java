package io.kdiag.detector;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.Consumer;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The figures of {@link LineMatcherBench} in processor time of the thread instead of time on the
 * wall, for a machine that has other work: {@code java -cp ... io.kdiag.detector.LineMatcherCpu}.
 */
final class LineMatcherCpu {
  private static final int LINES = 64;
  private static final int ROUNDS = 2000;
  private static final int SLOW_ROUNDS = 20;
  private static final int REPETITIONS = 7;

  private LineMatcherCpu() {}

  public static void main(String[] args) {
    Blackhole out =
        new Blackhole(
            "Today's password is swordfish. I understand instantiating Blackholes directly is"
                + " dangerous.");
    System.out.println("ns of processor time a line: best of " + REPETITIONS);
    for (String lines : new String[] {"ordinary", "telling"}) {
      for (int rules : new int[] {15, 50, 200}) {
        LineMatcherBench bench = new LineMatcherBench();
        bench.rules = rules;
        bench.lines = lines;
        bench.prepare();
        long own = best(ROUNDS, ignored -> bench.line(out));
        long plain = best(SLOW_ROUNDS, ignored -> bench.plainLoop(out));
        System.out.printf(
            "%-8s %3d rules: %6d, plain java.util.regex in a loop %8d (%d times)%n",
            lines, rules, own, plain, plain / Math.max(1, own));
      }
    }
  }

  private static long best(int rounds, Consumer<Integer> work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long best = Long.MAX_VALUE;
    for (int i = 0; i < REPETITIONS; i++) {
      long before = threads.getCurrentThreadCpuTime();
      for (int round = 0; round < rounds; round++) {
        work.accept(round);
      }
      best = Math.min(best, (threads.getCurrentThreadCpuTime() - before) / rounds / LINES);
    }
    return best;
  }
}
