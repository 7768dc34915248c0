package io.kdiag.shipper;

import io.kdiag.shipper.text.Multiline;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of a run's lines, stream by stream: joins the parts of long lines (containerd cuts
 * at 16 KiB, and stdout's parts come between stderr's), and lines that belong together. Of a record
 * longer than the limit the beginning is kept; its rest is skipped and counted in the document.
 *
 * <p>Where a record ends depends on the log's bytes alone, so that a replay gives the same records;
 * only {@link #finish} is at the caller's will, who remembers where.
 */
final class RecordJoiner {
  /** Bytes that all runs together may hold of unfinished records. */
  static final class Budget {
    /** A record takes at most this part of what is left: there is always some for the next. */
    private static final int PART = 4;

    private final int perRecordBytes;
    private final long limitBytes;
    private long usedBytes;

    Budget(int perRecordBytes, long limitBytes) {
      this.perRecordBytes = perRecordBytes;
      this.limitBytes = limitBytes;
    }

    private int allow(int held, int more) {
      long room = Math.min(perRecordBytes - held, (limitBytes - usedBytes) / PART);
      return (int) Math.clamp(more, 0, Math.max(0, room));
    }
  }

  private static final class Pending {
    private static final int FIRST_BYTES = 1 << 10;

    final byte[] time;
    final DocumentWriter.Place first;
    byte[] text = new byte[FIRST_BYTES];
    int length;
    long logBytes;
    long skipped;

    /** The line is not whole yet. */
    boolean inLine;

    /** The state of {@link Multiline}; 0: the record ends with the line. */
    int state;

    Pending(DocumentWriter.Place first, byte[] time) {
      this.first = first;
      this.time = time;
    }

    void append(byte[] from, int start, int count, Budget budget) {
      int most = skipped > 0 ? 0 : budget.allow(length, count);
      if (length + most > text.length) {
        text = Arrays.copyOf(text, Math.max(length + most, 2 * text.length));
      }
      System.arraycopy(from, start, text, length, most);
      length += most;
      budget.usedBytes += most;
      skipped += count - most;
    }
  }

  private static final byte[] LINE_FEED = {'\n'};

  private final DocumentWriter writer;
  private final Budget budget;
  private Multiline multiline = Multiline.EXCEPTIONS;
  private @Nullable Pending out;
  private @Nullable Pending err;
  private @Nullable Pending none;

  RecordJoiner(DocumentWriter writer, Budget budget) {
    this.writer = writer;
    this.budget = budget;
  }

  /** From the next record on. */
  void multiline(Multiline rule) {
    multiline = rule;
  }

  /** Whether a line that begins so may belong to the one before; see {@link Multiline}. */
  boolean maySecond(int first) {
    return multiline.maySecond(first);
  }

  /**
   * Takes the next line; {@code mayGoOn} is false where the line after it is known to be another
   * record.
   */
  void add(LogLine line, DocumentWriter.Place place, boolean mayGoOn, Batch batch) {
    Pending pending = pending(line.stream);
    if (pending != null && !pending.inLine) {
      pending.state = multiline.next(pending.state, line.bytes, line.start, line.end);
      if (pending.state == 0) {
        give(line.stream, pending, batch);
        pending = null;
      } else {
        pending.append(LINE_FEED, 0, 1, budget);
      }
    }
    if (pending == null) {
      if (!line.partial && !(mayGoOn && multiline.begin(line.bytes, line.start, line.end) != 0)) {
        writer.write(batch, place, line);
        return;
      }
      pending = new Pending(place, time(line, batch));
      keep(line.stream, pending);
    }
    append(line, place, pending, batch);
  }

  private void append(LogLine line, DocumentWriter.Place place, Pending pending, Batch batch) {
    pending.append(line.bytes, line.start, line.end - line.start, budget);
    pending.logBytes += place.bytes();
    pending.inLine = line.partial;
    if (line.partial) {
      return;
    }
    if (pending.state == 0) {
      pending.state = multiline.begin(pending.text, 0, pending.length);
    }
    if (pending.state == 0) {
      give(line.stream, pending, batch);
    }
  }

  /** Gives what is unfinished as it is. */
  void finish(Batch batch) {
    for (LogLine.Stream stream : LogLine.Stream.values()) {
      Pending pending = pending(stream);
      if (pending != null) {
        give(stream, pending, batch);
      }
    }
  }

  boolean isEmpty() {
    return out == null && err == null && none == null;
  }

  /** A line has begun that is not whole. */
  boolean isInLine() {
    return (out != null && out.inLine)
        || (err != null && err.inLine)
        || (none != null && none.inLine);
  }

  /** From where on stdout must be read again, when everything up to {@code position} was read. */
  long out(long position) {
    long from = out == null ? position : out.first.inRun();
    return none == null ? from : Math.min(from, none.first.inRun());
  }

  long err(long position) {
    return err == null ? position : err.first.inRun();
  }

  private void give(LogLine.Stream stream, Pending pending, Batch batch) {
    DocumentWriter.Place first = pending.first;
    var place =
        new DocumentWriter.Place(first.mark(), first.inFile(), first.inRun(), pending.logBytes);
    budget.usedBytes -= pending.length;
    keep(stream, null);
    writer.write(batch, place, stream, pending.time, pending.text, pending.length, pending.skipped);
  }

  private static byte[] time(LogLine line, Batch batch) {
    byte[] time = line.timeBytes;
    return time == null ? batch.created() : Arrays.copyOfRange(time, line.timeStart, line.timeEnd);
  }

  private @Nullable Pending pending(LogLine.Stream stream) {
    return switch (stream) {
      case STDOUT -> out;
      case STDERR -> err;
      case NONE -> none;
    };
  }

  private void keep(LogLine.Stream stream, @Nullable Pending pending) {
    switch (stream) {
      case STDOUT -> out = pending;
      case STDERR -> err = pending;
      case NONE -> none = pending;
    }
  }
}
