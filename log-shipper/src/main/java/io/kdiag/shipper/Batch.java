package io.kdiag.shipper;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one bulk request as its body's lines, and where each run may be read on once
 * Elasticsearch has all of them. One thread fills it, then another sends it.
 */
final class Batch {
  private static final int FIRST_CAPACITY = 256;
  private static final String ID = "\"_id\":\"";

  final Json body;
  private int[] starts = new int[FIRST_CAPACITY];
  private int count;
  private final Map<Integer, byte[]> originals = new HashMap<>();
  private final Map<Object, Runnable> reached = new HashMap<>();
  private final @Nullable String index;
  private boolean saveFirst;
  private boolean replay;

  private final byte[] created;
  private volatile boolean spoilt;

  /** {@code writeIndex} is the newest backing index that was known of when it was begun. */
  Batch(Json emptyBody, Instant now, @Nullable String writeIndex) {
    body = emptyBody;
    index = writeIndex;
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

  /** Runs {@code acknowledge} once this batch is delivered, for the last time a source says so. */
  void reach(Object source, Runnable acknowledge) {
    reached.put(source, acknowledge);
  }

  /** The checkpoint must know of what is in here before it is sent. */
  void saveFirst() {
    saveFirst = true;
  }

  boolean isSaveFirst() {
    return saveFirst;
  }

  /** Some of it may have been sent by an earlier shipper. */
  void replay() {
    replay = true;
  }

  boolean isReplay() {
    return replay;
  }

  @Nullable String index() {
    return index;
  }

  /** The {@code _id} of an item, from its first line. */
  String id(int item) {
    byte[] bytes = body.bytes();
    int end = starts[item];
    while (bytes[end] != '\n') {
      end++;
    }
    String action = new String(bytes, starts[item], end - starts[item], StandardCharsets.US_ASCII);
    int from = action.indexOf(ID) + ID.length();
    return action.substring(from, action.indexOf('"', from));
  }

  int size() {
    return count;
  }

  boolean isEmpty() {
    return reached.isEmpty();
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

  /** Moves the sources' acknowledged positions: all documents have been settled. */
  void acknowledge() {
    reached.values().forEach(Runnable::run);
  }
}
