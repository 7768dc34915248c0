package io.kdiag.cli.gather;

import io.kdiag.cli.evidence.Evidence.NotChecked;
import io.kdiag.cli.evidence.Evidence.SourceTiming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs sources of evidence side by side, each in a virtual thread of its own and with a deadline. A
 * source that fails or overruns gives the value it is replaced by and an entry under "not checked".
 * The one thread that starts them also collects them. Closing interrupts what still runs and does
 * not wait for it.
 */
public final class Sources implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<NotChecked> notChecked = new ArrayList<>();
  private final List<SourceTiming> timings = new ArrayList<>();

  /** A source under way. {@code deadline} counts from its start. */
  public record Source<T>(String name, long startNanos, Duration deadline, Future<Timed<T>> work) {}

  private record Timed<T>(T value, Duration took) {}

  public <T> Source<T> start(String name, Duration deadline, Callable<T> work) {
    long start = System.nanoTime();
    return new Source<>(
        name,
        start,
        deadline,
        threads.submit(
            () -> new Timed<>(work.call(), Duration.ofNanos(System.nanoTime() - start))));
  }

  /** The source's value, or {@code otherwise} and a note of why. */
  public <T> T collect(Source<T> source, T otherwise) throws InterruptedException {
    long left = source.deadline().toNanos() - (System.nanoTime() - source.startNanos());
    try {
      Timed<T> timed = source.work().get(Math.max(0, left), TimeUnit.NANOSECONDS);
      timings.add(new SourceTiming(source.name(), timed.took()));
      return timed.value();
    } catch (TimeoutException e) {
      source.work().cancel(true);
      timings.add(new SourceTiming(source.name(), source.deadline()));
      String why = "gave nothing within " + source.deadline().toMillis() + " ms";
      note(source.name(), why, "look whether something it reads from hangs, then run kdiag again");
    } catch (ExecutionException e) {
      note(source.name(), "failed: " + e.getCause(), "");
    }
    return otherwise;
  }

  public void note(String what, String why, String grant) {
    notChecked.add(new NotChecked(what, why, grant));
  }

  void noteAll(List<NotChecked> gaps) {
    notChecked.addAll(gaps);
  }

  public List<NotChecked> notChecked() {
    return List.copyOf(notChecked);
  }

  public List<SourceTiming> timings() {
    return List.copyOf(timings);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
