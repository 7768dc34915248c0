package io.kdiag.shipper;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The documents of one bulk request as its body's lines, and where each run may be read on once
 * Elasticsearch has all of them. One thread fills it, then another sends it.
 */
final class Batch {
  private static final int FIRST_CAPACITY = 256;

  final Json body;
  private int[] starts = new int[FIRST_CAPACITY];
  private int count;
  private final Map<Integer, byte[]> originals = new HashMap<>();
  private final Map<RunTail, RunTail.Position> positions = new HashMap<>();

  private final byte[] created;
  private volatile boolean spoilt;

  Batch(Json emptyBody, Instant now) {
    body = emptyBody;
    created = now.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Says that a request with it went wrong: something may still hold its bytes. */
  void spoil() {
    spoilt = true;
  }

  boolean isSpoilt() {
    return spoilt;
  }

  /** When it was begun, as text: its documents' {@code event.ingested}. */
  byte[] created() {
    return created;
  }

  /** Says that the next item begins here in the body. */
  void beginItem() {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
    }
    starts[count++] = body.length();
  }

  /** Keeps the bytes of the last item's message, which are not UTF-8. */
  void keepOriginal(byte[] from, int start, int end) {
    originals.put(count - 1, Arrays.copyOfRange(from, start, end));
  }

  /** Says that {@code tail} may be read on at {@code position} once this batch is delivered. */
  void reach(RunTail tail, RunTail.Position position) {
    positions.put(tail, position);
  }

  int size() {
    return count;
  }

  boolean isEmpty() {
    return positions.isEmpty();
  }

  int start(int item) {
    return starts[item];
  }

  int end(int item) {
    return item + 1 < count ? starts[item + 1] : body.length();
  }

  Map<Integer, byte[]> originals() {
    return originals;
  }

  /** Moves the runs' acknowledged positions: all documents have been settled. */
  void acknowledge() {
    positions.forEach(RunTail::acknowledge);
  }
}
