package io.kdiag.detector;

import io.kdiag.host.HostRoot;
import io.kdiag.host.journal.JournalTail;
import io.kdiag.host.kernellog.KernelRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Follows the kernel log until told to stop; opens it again when it fails. */
final class KernelLogThread implements Runnable {
  private static final Duration WAIT = Duration.ofMillis(500);
  private static final String KERN_LOG = "/var/log/kern.log";
  private static final Duration REOPEN = Duration.ofSeconds(10);

  /** In a flood there is no pause to look at the clock in. */
  private static final int TICK_RECORDS = 1000;

  private final HostRoot root;
  private final String setting;
  private final NodeProblems problems;
  private final DetectorLog log;
  private final CountDownLatch stop;
  private volatile @Nullable SourceThread instead;
  private volatile @Nullable String degraded;
  private volatile @Nullable String failure = "the kernel log has not been opened yet";

  /** {@code setting} is {@code auto}, or a file that is read instead of the kernel's device. */
  KernelLogThread(
      HostRoot root, String setting, NodeProblems problems, DetectorLog log, CountDownLatch stop) {
    this.root = root;
    this.setting = setting;
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
    if (!setting.equals("auto")) {
      followInstead(setting);
      return;
    }
    try (KernelSource source = KernelSource.open(root, bootId(), sequence())) {
      problems.boot(source.bootId());
      failure = null;
      log.settle("kernel log", "the kernel log can be read again");
      follow(source);
    } catch (IOException | RuntimeException e) {
      failure = "/dev/kmsg: " + e + " (reading it takes root or CAP_SYSLOG)";
      log.complain("kernel log", failure);
      followInstead(KERN_LOG);
    }
  }

  /** The journal has the kernel's records too, and where there is none, syslog's file. */
  private void followInstead(String file) {
    boolean journal = file.equals(KERN_LOG) && JournalTail.isPossible(root);
    String name = journal ? JournalSource.KERNEL_LOG : file;
    if (!journal && !Files.isReadable(root.resolve(file))) {
      failure = (failure == null ? "" : failure + "; ") + file + " cannot be read";
      return;
    }
    SourceThread thread =
        new SourceThread(name, place -> instead(journal, file, place), problems, log);
    instead = thread;
    failure = null;
    degraded = "the kernel's records are taken from " + name + ", since /dev/kmsg cannot be read";
    Thread.ofPlatform().daemon().name("problem-detector-kernel-log-file").start(thread);
    try {
      stop.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.stop();
  }

  private LogSource instead(boolean journal, String file, String place) throws IOException {
    if (journal) {
      String start = place.isEmpty() ? "@" + Instant.now().getEpochSecond() : place;
      problems.begun(JournalSource.KERNEL_LOG, start);
      return JournalSource.kernel(root, start);
    }
    LineFormat format = new LineFormat.Kernel(ZoneId.systemDefault());
    return FileLogSource.open(root, file, SourceLine.KERNEL, format, place);
  }

  /** What is not as it should be, though its records may still come by another way. */
  List<String> complaints() {
    String other = degraded;
    return other == null || !setting.equals("auto") ? notReady().stream().toList() : List.of(other);
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
    SourceThread other = instead;
    return other == null ? Optional.ofNullable(failure) : other.notReady();
  }
}
