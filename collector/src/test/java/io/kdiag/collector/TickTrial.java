package io.kdiag.collector;

import io.kdiag.collector.metrics.AllMetrics;
import io.kdiag.collector.sample.Sample;
import io.kdiag.collector.sample.SampleReader;
import io.kdiag.host.HostRoot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.InstantSource;

/**
 * What a tick and a scrape cost in processor time on this machine ({@code HOST_ROOT}): {@code
 * TickTrial WARMUPS TICKS}. Prints the mean of the last ticks in milliseconds.
 */
final class TickTrial {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private TickTrial() {}

  @SuppressWarnings("SystemOut") // A program for the terminal.
  public static void main(String[] arguments) throws IOException {
    int warmups = Integer.parseInt(arguments[0]);
    int ticks = Integer.parseInt(arguments[1]);
    SampleReader reader = new SampleReader(HostRoot.fromEnvironment(), InstantSource.system());
    ByteArrayOutputStream out = new ByteArrayOutputStream(4 << 20);
    long read = 0;
    long encoded = 0;
    long began = 0;
    int cgroups = 0;
    for (int i = -warmups; i < ticks; i++) {
      if (i == 0) {
        read = 0;
        encoded = 0;
        began = System.nanoTime();
      }
      long start = THREADS.getCurrentThreadCpuTime();
      Sample sample = reader.read();
      long middle = THREADS.getCurrentThreadCpuTime();
      out.reset();
      AllMetrics.write(AllMetrics.CONTAINER, sample, out);
      AllMetrics.write(AllMetrics.NODE, sample, out);
      encoded += THREADS.getCurrentThreadCpuTime() - middle;
      read += middle - start;
      cgroups = sample.containers().size();
    }
    double millions = ticks * 1e6;
    System.out.println("cgroups " + cgroups + ", bytes of a scrape " + out.size());
    System.out.println(
        "tick: " + read / millions + " ms CPU; scrape: " + encoded / millions + " ms CPU");
    System.out.println("both: " + (System.nanoTime() - began) / millions + " ms elapsed");
  }
}
