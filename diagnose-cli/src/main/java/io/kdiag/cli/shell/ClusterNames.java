package io.kdiag.cli.shell;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The names of the cluster's nodes, for completion: asked for when first wanted, kept for a minute.
 * A cluster that is slow or away gives none: typing never waits for more than a moment, and nothing
 * is said of it.
 */
final class ClusterNames {
  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofMillis(700);

  private final Callable<List<String>> source;
  private final InstantSource clock;
  private @Nullable FutureTask<List<String>> asked;
  private Instant askedAt = Instant.EPOCH;

  ClusterNames(Callable<List<String>> source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  List<String> get() {
    FutureTask<List<String>> task = asked;
    if (task == null || askedAt.plus(KEPT).isBefore(clock.instant())) {
      task = new FutureTask<>(source);
      asked = task;
      askedAt = clock.instant();
      Thread.ofVirtual().name("completion").start(task);
    }
    try {
      return task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }
}
