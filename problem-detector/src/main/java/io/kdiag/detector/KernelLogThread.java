package io.kdiag.detector;

import io.kdiag.host.HostRoot;
import io.kdiag.host.kernellog.KernelRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Follows the kernel log until told to stop; opens it again when it fails. */
final class KernelLogThread implements Runnable {
  private static final Duration WAIT = Duration.ofMillis(500);
  private static final Duration REOPEN = Duration.ofSeconds(10);

  /** In a flood there is no pause to look at the clock in. */
  private static final int TICK_RECORDS = 1000;

  private final HostRoot root;
  private final NodeProblems problems;
  private final DetectorLog log;
  private final CountDownLatch stop;
  private volatile @Nullable String failure = "the kernel log has not been opened yet";

  KernelLogThread(HostRoot root, NodeProblems problems, DetectorLog log, CountDownLatch stop) {
    this.root = root;
    this.problems = problems;
    this.log = log;
    this.stop = stop;
  }

  @Override
  public void run() {
    try {
      do {
        follow();
      } while (!stop.await(REOPEN.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow() {
    try (KernelSource source = KernelSource.open(root, bootId(), sequence())) {
      problems.boot(source.bootId());
      failure = null;
      log.settle("kernel log", "the kernel log can be read again");
      follow(source);
    } catch (IOException | RuntimeException e) {
      failure = "/dev/kmsg: " + e + " (reading it takes root or CAP_SYSLOG)";
      log.complain("kernel log", failure);
    }
  }

  private void follow(KernelSource source) throws IOException {
    long lost = 0;
    int untilTick = 0;
    while (stop.getCount() > 0) {
      KernelRecord record = source.next(WAIT);
      if (record != null) {
        problems.accept(record);
      }
      if (source.lost() > lost) {
        problems.lost(source.lost() - lost);
        log.complain("lost", (source.lost() - lost) + " records of the kernel log were lost");
        lost = source.lost();
      }
      if (record == null || --untilTick <= 0) {
        problems.tick();
        untilTick = TICK_RECORDS;
      }
    }
  }

  private String bootId() {
    synchronized (problems) {
      return problems.bootId;
    }
  }

  private long sequence() {
    synchronized (problems) {
      return problems.sequence;
    }
  }

  /** Why the log is not being read, if so. */
  Optional<String> notReady() {
    return Optional.ofNullable(failure);
  }
}
