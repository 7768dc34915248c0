package io.kdiag.shipper;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Joins the parts of a run's long lines, stream by stream: containerd cuts at 16 KiB, and stdout's
 * parts come between stderr's. A record longer than the limit is given in several documents.
 */
final class PartJoiner {
  /** Bytes that all runs together may hold of unfinished lines. */
  static final class Budget {
    private final int perLineBytes;
    private final long limitBytes;
    private long usedBytes;

    Budget(int perLineBytes, long limitBytes) {
      this.perLineBytes = perLineBytes;
      this.limitBytes = limitBytes;
    }
  }

  private static final class Pending {
    final ByteArrayOutputStream text = new ByteArrayOutputStream(32 << 10);
    final byte[] time;
    final DocumentWriter.Place first;
    long logBytes;

    Pending(DocumentWriter.Place first, byte[] time) {
      this.first = first;
      this.time = time;
    }
  }

  private final DocumentWriter writer;
  private final Budget budget;
  private @Nullable Pending out;
  private @Nullable Pending err;

  PartJoiner(DocumentWriter writer, Budget budget) {
    this.writer = writer;
    this.budget = budget;
  }

  /** Takes the next line of the run. */
  void add(LogLine line, DocumentWriter.Place place, Batch batch) {
    Pending pending = pending(line.stream);
    if (pending == null && !line.partial) {
      writer.write(batch, place, line);
      return;
    }
    int length = line.end - line.start;
    if (pending != null && pending.text.size() + length > budget.perLineBytes) {
      give(line.stream, pending, batch);
      pending = null;
    }
    if (pending == null) {
      pending = new Pending(place, time(line, batch));
      keep(line.stream, pending);
    }
    pending.text.write(line.bytes, line.start, length);
    pending.logBytes += place.bytes();
    budget.usedBytes += length;
    if (!line.partial || budget.usedBytes > budget.limitBytes) {
      give(line.stream, pending, batch);
    }
  }

  /** Gives what is unfinished as it is: no more will come. */
  void finish(Batch batch) {
    if (out != null) {
      give(LogLine.Stream.STDOUT, out, batch);
    }
    if (err != null) {
      give(LogLine.Stream.STDERR, err, batch);
    }
  }

  boolean isEmpty() {
    return out == null && err == null;
  }

  /** From where on stdout must be read again, when everything up to {@code position} was read. */
  long out(long position) {
    return out == null ? position : out.first.inRun();
  }

  long err(long position) {
    return err == null ? position : err.first.inRun();
  }

  private void give(LogLine.Stream stream, Pending pending, Batch batch) {
    DocumentWriter.Place first = pending.first;
    var place =
        new DocumentWriter.Place(first.mark(), first.inFile(), first.inRun(), pending.logBytes);
    writer.write(batch, place, stream, pending.time, pending.text.toByteArray());
    budget.usedBytes -= pending.text.size();
    keep(stream, null);
  }

  private static byte[] time(LogLine line, Batch batch) {
    byte[] time = line.timeBytes;
    return time == null ? batch.created() : Arrays.copyOfRange(time, line.timeStart, line.timeEnd);
  }

  private @Nullable Pending pending(LogLine.Stream stream) {
    return switch (stream) {
      case STDOUT -> out;
      case STDERR -> err;
      case NONE -> null;
    };
  }

  private void keep(LogLine.Stream stream, @Nullable Pending pending) {
    switch (stream) {
      case STDOUT -> out = pending;
      case STDERR -> err = pending;
      case NONE -> throw new IllegalArgumentException("such lines have no parts");
    }
  }
}
