package io.kdiag.shipper;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The reading side: looks for files, reads each run in turn into batches, and saves the checkpoint.
 * It reads only while there is room for another batch; it looks always, so that no file comes and
 * goes unseen. One thread runs it.
 */
final class LogReader implements Runnable {
  /** The longest line that is read in one piece: docker's 16 KiB all escaped are 96 KiB. */
  private static final int BUFFER_BYTES = 128 << 10;

  /** What the lines of one buffer become, mostly: a batch is full only after its last one. */
  private static final int OVERSHOOT_BYTES = 4 * BUFFER_BYTES;

  private static final long MOST_IDLE_MILLIS = 200;

  /**
   * The cursor that is the backing index which was written to before all that is not acknowledged.
   */
  private static final String INDEX = "index";

  private final LogShipperConfiguration configuration;
  private final Delivery delivery;
  private final Replays replays;
  private final Checkpoint checkpoint;
  private final Tails tails;
  private final LogDirectories directories;
  private final SystemLogs system;
  private final Turns turns;
  private final ShipperLog log;
  private final InstantSource clock;
  private final CountDownLatch stopped;
  private final Queue<FutureTask<?>> questions = new ConcurrentLinkedQueue<>();
  private final long idleMillis;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private Batch batch;
  private long batchNanos;
  private boolean looked;

  LogReader(
      LogShipperConfiguration configuration,
      Delivery delivery,
      Replays replays,
      Checkpoint checkpoint,
      Tails tails,
      LogDirectories directories,
      SystemLogs system,
      Turns turns,
      ShipperLog log,
      InstantSource clock,
      CountDownLatch stopped) {
    this.configuration = configuration;
    this.delivery = delivery;
    this.replays = replays;
    this.checkpoint = checkpoint;
    this.tails = tails;
    this.directories = directories;
    this.system = system;
    this.turns = turns;
    this.log = log;
    this.clock = clock;
    this.stopped = stopped;
    this.idleMillis = Math.min(MOST_IDLE_MILLIS, configuration.lookInterval().toMillis());
    this.batch = newBatch();
  }

  @Override
  public void run() {
    restore();
    long lookNanos = configuration.lookInterval().toNanos();
    long nextLook = System.nanoTime();
    try {
      while (stopped.getCount() > 0) {
        if (System.nanoTime() - nextLook >= 0) {
          look();
          nextLook = System.nanoTime() + lookNanos;
        }
        if (directories.wake()) {
          turns.of(directories.awake());
        }
        answer();
        step();
      }
      submit();
    } catch (InterruptedException e) {
      Thread.currentThread()
          .interrupt(); // Told to end at once: the checkpoint says how far we came.
    } finally {
      system.close();
    }
  }

  private void look() {
    directories.look();
    if (directories.trouble() == null && tails.isRestoring()) {
      tails.allFound(batch);
    }
    looked = directories.trouble() == null;
    turns.of(directories.awake());
    turns.measure(directories.all());
    save();
  }

  /** Answers {@code question} about all tails on the reading thread. */
  <T> FutureTask<T> ask(Function<List<RunTail>, T> question) {
    FutureTask<T> task = new FutureTask<>(() -> question.apply(directories.all()));
    questions.add(task);
    return task;
  }

  private void answer() {
    FutureTask<?> question = questions.poll();
    if (question != null) {
      question.run();
    }
  }

  /** Reads a buffer of the next run that has one; waits where there is no room, or nothing. */
  private void step() throws InterruptedException {
    if (!delivery.hasRoom()) {
      delivery.awaitRoom(idleMillis);
      return;
    }
    boolean more = readRound();
    boolean old = System.nanoTime() - batchNanos >= configuration.batchAge().toNanos();
    if (batch.body.length() >= configuration.batchBytes() || (old && !batch.isEmpty())) {
      submit();
    }
    if (!more && stopped.await(idleMillis, TimeUnit.MILLISECONDS)) {
      return;
    }
  }

  /** One buffer of each run, or of as many as fill a batch: none waits for a noisy one. */
  private boolean readRound() {
    boolean wasEmpty = batch.isEmpty();
    boolean more = system.read(batch);
    for (int i = 0; i < turns.size() && batch.body.length() < configuration.batchBytes(); i++) {
      RunTail tail = turns.next();
      if (tails.isReady(tail)) {
        more |= turns.read(tail, buffer, batch);
      }
    }
    if (wasEmpty) {
      batchNanos = System.nanoTime();
    }
    return more;
  }

  private void submit() {
    if (!batch.isEmpty()) {
      if (batch.isSaveFirst()) {
        save();
      }
      delivery.submit(batch);
      batch = newBatch();
    }
  }

  private Batch newBatch() {
    int most = configuration.batchBytes() + OVERSHOOT_BYTES;
    return new Batch(delivery.body(most), clock.instant(), replays.known());
  }

  private void restore() {
    try {
      Checkpoint.Saved saved = checkpoint.load();
      tails.restore(saved.runs());
      system.restore(saved.cursors());
      replays.restore(saved.cursors().get(INDEX));
    } catch (IOException e) {
      log.complain("cannot use the checkpoint, reading all again", "error=" + ShipperLog.quote(e));
    }
  }

  /** Saves how far all has been acknowledged; after the thread has ended, anyone may. */
  void save() {
    if (!looked) {
      return; // Nothing has been found yet: what stands in the file still holds.
    }
    List<RunState> states = new ArrayList<>();
    for (RunTail tail : directories.all()) {
      states.add(tail.state());
    }
    Map<String, String> cursors = system.cursors();
    String index = delivery.oldestIndex(replays.known());
    if (index != null) {
      cursors.put(INDEX, index);
    }
    try {
      checkpoint.save(new Checkpoint.Saved(states, cursors));
    } catch (IOException e) {
      log.complain("cannot save the checkpoint", "error=" + ShipperLog.quote(e));
    }
  }

  /** Why logs cannot be found, or null. */
  @Nullable String trouble() {
    return directories.trouble();
  }

  /** Closes all files; only after the thread has ended. */
  void closeFiles() {
    directories.close();
  }
}
