package io.kdiag.detector;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Follows a log until told to stop, and opens it again when it can be read no further: after a
 * second, and after twice the time each further time, up to a minute.
 */
final class SourceThread implements Runnable {
  private static final Duration WAIT = Duration.ofMillis(500);
  private static final long LEAST_BACKOFF_MILLIS = 1000;
  private static final long MOST_BACKOFF_MILLIS = 60_000;

  /** Opens the log where it was left; the place is empty where it never was read. */
  interface Opener {
    LogSource open(String place) throws IOException;
  }

  private final String log;
  private final Opener opener;
  private final NodeProblems problems;
  private final DetectorLog complaints;
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile @Nullable String failure;

  SourceThread(String log, Opener opener, NodeProblems problems, DetectorLog complaints) {
    this.log = log;
    this.opener = opener;
    this.problems = problems;
    this.complaints = complaints;
  }

  @Override
  public void run() {
    long backoff = LEAST_BACKOFF_MILLIS;
    try {
      do {
        boolean read = follow();
        backoff = read ? LEAST_BACKOFF_MILLIS : Math.min(2 * backoff, MOST_BACKOFF_MILLIS);
      } while (!stop.await(backoff, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether anything could be read. */
  private boolean follow() {
    boolean read = false;
    try (LogSource source = opener.open(problems.cursor(log))) {
      failure = null;
      long lost = 0;
      while (stop.getCount() > 0) {
        SourceLine line = source.next(WAIT);
        if (line != null) {
          read = true;
          problems.accept(line);
          complaints.settle(log, log + " can be read again");
        }
        if (source.lost() > lost) {
          problems.lost(source.lost() - lost);
          lost = source.lost();
        }
      }
    } catch (IOException | RuntimeException e) {
      failure = log + ": " + e.getMessage();
      complaints.complain(log, log + " cannot be read: " + e);
    }
    return read;
  }

  void stop() {
    stop.countDown();
  }

  /** Why the log is not being read, if so. */
  Optional<String> notReady() {
    return Optional.ofNullable(failure);
  }
}
