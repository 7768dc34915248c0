package io.kdiag.shipper;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Delivers batches one after another, each until every item is settled: Elasticsearch has it, or it
 * is a dead letter. One thread runs one sender.
 */
final class BulkSender implements Runnable {
  private static final long IDLE_MILLIS = 5_000;

  private final Delivery delivery;
  private final ElasticsearchSink sink;
  private final Replays replays;
  private final Templates templates;
  private final DeadLetters deadLetters;
  private final Backoff backoff;
  private final CountDownLatch stopped;
  private final ShipperMetrics metrics;
  private final ShipperLog log;

  BulkSender(
      Delivery delivery,
      ElasticsearchSink sink,
      Replays replays,
      Templates templates,
      DeadLetters deadLetters,
      Backoff backoff,
      CountDownLatch stopped,
      ShipperMetrics metrics,
      ShipperLog log) {
    this.delivery = delivery;
    this.sink = sink;
    this.replays = replays;
    this.templates = templates;
    this.deadLetters = deadLetters;
    this.backoff = backoff;
    this.stopped = stopped;
    this.metrics = metrics;
    this.log = log;
  }

  @Override
  public void run() {
    try {
      for (int attempt = 0; !templates.install(); attempt++) {
        if (!backoff.pause(attempt)) {
          return;
        }
      }
      while (stopped.getCount() > 0) {
        next();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Told to end: what is not delivered is read again.
    }
  }

  private void next() throws InterruptedException {
    Batch batch = delivery.take(IDLE_MILLIS);
    if (batch == null) {
      sink.check();
      return;
    }
    int[] all = new int[batch.size()];
    Arrays.setAll(all, i -> i);
    if (deliver(batch, all)) {
      delivery.delivered(batch);
    }
  }

  /** False where the shipper was stopped before all was settled. */
  private boolean deliver(Batch batch, int[] items) throws InterruptedException {
    int[] left = items;
    for (int attempt = 0; left.length > 0; attempt++) {
      if (attempt > 0 && !backoff.pause(attempt - 1)) {
        return false;
      }
      boolean again = batch.isSpoilt();
      if (again || batch.isReplay()) {
        try {
          left = replays.unseen(batch, left, again);
        } catch (IOException | RuntimeException e) {
          log.complain("cannot ask for ids", "error=" + ShipperLog.quote(e));
          continue;
        }
        if (left.length == 0) {
          break;
        }
      } else {
        replays.refresh();
      }
      switch (sink.bulk(batch, left)) {
        case BulkAnswer.Items(List<BulkAnswer.Item> answers) -> {
          int before = left.length;
          left = settle(batch, left, answers);
          attempt = left.length < before ? 0 : attempt;
        }
        case BulkAnswer.Refused refused -> {
          if (left.length > 1) {
            return halves(batch, left);
          }
          left = bury(batch, left[0], refused.status(), refused.reason()) ? new int[0] : left;
        }
        case BulkAnswer.Unavailable(String reason) -> {
          batch.spoil();
          log.complain("elasticsearch does not take logs", "reason=" + ShipperLog.quote(reason));
        }
      }
    }
    return true;
  }

  /** What was refused as a whole goes in halves, until the one document at fault stands alone. */
  private boolean halves(Batch batch, int[] items) throws InterruptedException {
    int middle = items.length / 2;
    return deliver(batch, Arrays.copyOf(items, middle))
        && deliver(batch, Arrays.copyOfRange(items, middle, items.length));
  }

  /** The items that must be sent again. */
  private int[] settle(Batch batch, int[] items, List<BulkAnswer.Item> answers) {
    int[] again = new int[items.length];
    int count = 0;
    for (int i = 0; i < items.length; i++) {
      BulkAnswer.Item answer = answers.get(i);
      boolean settled =
          answer.isThere()
              || (!answer.isForLater() && bury(batch, items[i], answer.status(), answer.reason()));
      if (answer.status() >= 500) {
        batch.spoil(); // It may be there all the same.
      }
      metrics.items.labels(result(answer)).inc();
      if (!settled) {
        again[count++] = items[i];
        log.complain("item to be sent again", "status=" + answer.status());
      }
    }
    return Arrays.copyOf(again, count);
  }

  private static String result(BulkAnswer.Item answer) {
    if (answer.isThere()) {
      return answer.status() == 409 ? "already_there" : "created";
    }
    return answer.isForLater() ? "retried" : "refused";
  }

  /** False where even the dead letter could not be written: the item stays. */
  private boolean bury(Batch batch, int item, int status, String reason) {
    try {
      deadLetters.add(batch, item, status, reason);
      metrics.deadLetters.inc();
      log.complain("document refused, kept as dead letter", "status=" + status);
      return true;
    } catch (IOException e) {
      log.complain("cannot write dead letter", "error=" + ShipperLog.quote(e));
      return false;
    }
  }
}
