package io.kdiag.shipper;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The reading side: looks for files, reads each run in turn into batches, and saves the checkpoint.
 * It reads only while there is room for another batch; it looks always, so that no file comes and
 * goes unseen. One thread runs it.
 */
final class LogReader implements Runnable {
  /** The longest line that is not cut: docker's 16 KiB with every byte escaped is 96 KiB. */
  private static final int BUFFER_BYTES = 128 << 10;

  /** What the lines of one buffer become, mostly: a batch is full only after its last one. */
  private static final int OVERSHOOT_BYTES = 4 * BUFFER_BYTES;

  private static final long MOST_IDLE_MILLIS = 200;

  private final LogShipperConfiguration configuration;
  private final HostRoot root;
  private final String nodeName;
  private final Delivery delivery;
  private final Checkpoint checkpoint;
  private final Losses losses;
  private final ShipperLog log;
  private final InstantSource clock;
  private final CountDownLatch stopped;
  private final PartJoiner.Budget budget;
  private final long idleMillis;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final Map<String, RunTail> tails = new LinkedHashMap<>();
  private final Map<String, RunState> restored = new HashMap<>();
  private List<RunTail> turns = List.of();
  private int turn;
  private Batch batch;
  private long batchNanos;
  private long look;
  private volatile @Nullable String trouble = "has not looked for logs yet";

  LogReader(
      LogShipperConfiguration configuration,
      HostRoot root,
      String nodeName,
      Delivery delivery,
      Checkpoint checkpoint,
      Losses losses,
      ShipperLog log,
      InstantSource clock,
      CountDownLatch stopped) {
    this.configuration = configuration;
    this.root = root;
    this.nodeName = nodeName;
    this.delivery = delivery;
    this.checkpoint = checkpoint;
    this.losses = losses;
    this.log = log;
    this.clock = clock;
    this.stopped = stopped;
    this.budget = new PartJoiner.Budget(configuration.lineBytes(), configuration.unfinishedBytes());
    this.idleMillis = Math.min(MOST_IDLE_MILLIS, configuration.lookInterval().toMillis());
    this.batch = newBatch();
  }

  /** Why logs cannot be found, or null. */
  @Nullable String trouble() {
    return trouble;
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
          save();
          nextLook = System.nanoTime() + lookNanos;
        }
        step();
      }
      submit();
    } catch (InterruptedException e) {
      Thread.currentThread()
          .interrupt(); // Told to end at once: the checkpoint says how far we came.
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
    boolean more = false;
    for (int i = 0; i < turns.size() && batch.body.length() < configuration.batchBytes(); i++) {
      turn = turn + 1 < turns.size() ? turn + 1 : 0;
      boolean wasEmpty = batch.isEmpty();
      more |= turns.get(turn).read(buffer, batch);
      if (wasEmpty) {
        batchNanos = System.nanoTime();
      }
    }
    return more;
  }

  private void submit() {
    if (!batch.isEmpty()) {
      delivery.submit(batch);
      batch = newBatch();
    }
  }

  private Batch newBatch() {
    int most = configuration.batchBytes() + OVERSHOOT_BYTES;
    return new Batch(delivery.body(most), clock.instant());
  }

  private void restore() {
    try {
      for (RunState state : checkpoint.load()) {
        restored.put(state.run(), state);
      }
    } catch (IOException e) {
      log.complain("cannot use the checkpoint, reading all again", "error=" + ShipperLog.quote(e));
    }
  }

  private void look() {
    look++;
    switch (FoundRun.list(root)) {
      case Reading.Present<List<FoundRun>>(List<FoundRun> found) -> {
        trouble = null;
        found(found);
      }
      case Reading.Absent<List<FoundRun>>(String source) -> trouble = source + ": not there";
      case Reading.Unreadable<List<FoundRun>>(String source, String reason) ->
          trouble = source + ": " + reason;
      case Reading.Malformed<List<FoundRun>>(String source, String problem) ->
          trouble = source + ": " + problem;
    }
  }

  private void found(List<FoundRun> runs) {
    Set<String> seen = new HashSet<>();
    for (FoundRun run : runs) {
      seen.add(run.run().key());
      tail(run.run()).look(run.files(), look, !run.last());
    }
    tails.forEach(
        (key, tail) -> {
          if (!seen.contains(key)) {
            tail.look(List.of(), look, true);
          }
        });
    tails.values().removeIf(RunTail::isOver);
    for (RunState gone : restored.values()) {
      losses.goneMeanwhile(gone);
    }
    restored.clear();
    turns = List.copyOf(tails.values());
    measure();
  }

  private RunTail tail(Run run) {
    RunTail known = tails.get(run.key());
    if (known != null) {
      return known;
    }
    PartJoiner joiner = new PartJoiner(new DocumentWriter(run, nodeName), budget);
    RunTail tail = new RunTail(run, joiner, losses);
    RunState state = restored.remove(run.key());
    if (state != null) {
      tail.restore(state);
    }
    tails.put(run.key(), tail);
    return tail;
  }

  private void measure() {
    long lag = 0;
    for (RunTail tail : turns) {
      lag += tail.lagBytes();
    }
    losses.metrics.lagBytes.set((double) lag);
    losses.metrics.runs.set(turns.size());
  }

  /** Saves how far all runs have been acknowledged; after the thread has ended, anyone may. */
  void save() {
    if (look == 0 || !restored.isEmpty()) {
      return; // Nothing has been found yet: what stands in the file still holds.
    }
    List<RunState> states = new ArrayList<>(tails.size());
    for (RunTail tail : tails.values()) {
      states.add(tail.state());
    }
    try {
      checkpoint.save(states);
    } catch (IOException e) {
      log.complain("cannot save the checkpoint", "error=" + ShipperLog.quote(e));
    }
  }

  /** Closes all files; only after the thread has ended. */
  void closeFiles() {
    for (RunTail tail : tails.values()) {
      tail.close();
    }
  }
}
