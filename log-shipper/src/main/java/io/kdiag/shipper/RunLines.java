package io.kdiag.shipper;

import io.kdiag.shipper.text.LineTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits a run's bytes into lines and gives those that have not been delivered yet to the joiner.
 * Offsets count the run's bytes over all its files.
 */
final class RunLines {
  private static final int UNKNOWN = Integer.MIN_VALUE;

  /** {@code stdout F }, from the end of the time to the message, without a second tag. */
  private static final int BEFORE_MESSAGE = 9;

  private final RecordJoiner joiner;
  private final @Nullable LineTime plain;
  private final LogLine line = new LogLine();

  /** Where unfinished records were given because nothing came: a replay gives them there too. */
  private final List<Long> cuts = new ArrayList<>();

  private long skipOut;
  private long skipErr;
  private long lastGiven = -1;
  private LogLine.@Nullable Stream longStream;
  private byte[] lastTime = {};
  private int given;

  RunLines(Run run, RecordJoiner joiner) {
    this.joiner = joiner;
    this.plain = run instanceof FileRun file ? file.time() : null;
  }

  /** Lines of stdout before {@code out}, and of stderr before {@code err}, have been delivered. */
  void skip(long out, long err) {
    skipOut = out;
    skipErr = err;
  }

  void cuts(List<Long> positions) {
    cuts.addAll(positions);
  }

  /** Those that a replay from {@code from} on would come to. */
  List<Long> cutsAfter(long from) {
    cuts.removeIf(cut -> cut <= from);
    return List.copyOf(cuts);
  }

  /** Gives what is unfinished, and remembers that it ended at {@code position}. */
  void cut(long position, Batch batch) {
    cuts.add(position);
    batch.saveFirst();
    joiner.finish(batch);
    longStream = null;
  }

  /** What is unfinished will not go on. */
  void finish(Batch batch) {
    joiner.finish(batch);
    longStream = null;
  }

  RunTail.Position reached(long position) {
    return new RunTail.Position(
        Math.max(skipOut, joiner.out(position)), Math.max(skipErr, joiner.err(position)));
  }

  /** The time in the last line that was given, RFC 3339; empty before the first. */
  byte[] lastTime() {
    return lastTime;
  }

  /** How many lines were given since it was last asked. */
  int takeCount() {
    int count = given;
    given = 0;
    return count;
  }

  /**
   * Gives each whole line of {@code buffer[0, filled)}, which begins at {@code position}; of a line
   * longer than the buffer, what is there. Returns how many bytes were taken.
   */
  int take(KnownFile file, long position, byte[] buffer, int filled, Batch batch) {
    int start = 0;
    int end = LineFeeds.next(buffer, 0, filled);
    while (end < filled) {
      give(file, position, buffer, start, end, end + 1, filled, batch);
      start = end + 1;
      end = LineFeeds.next(buffer, start, filled);
    }
    if (start == 0 && filled == buffer.length) {
      part(file, position, buffer, filled, batch);
      return filled;
    }
    byte[] time = start == 0 ? null : line.timeBytes;
    if (time != null) {
      lastTime = Arrays.copyOfRange(time, line.timeStart, line.timeEnd);
    }
    return start;
  }

  /** Gives the last line of a file, which has no line feed. */
  void rest(KnownFile file, long position, byte[] buffer, int filled, Batch batch) {
    give(file, position, buffer, 0, filled, filled, filled, batch);
  }

  private void give(
      KnownFile file,
      long position,
      byte[] buffer,
      int start,
      int end,
      int next,
      int filled,
      Batch batch) {
    set(buffer, start, end);
    longStream = null;
    int first = firstOfNext(buffer, start, next, filled);
    boolean mayGoOn = first == UNKNOWN || joiner.maySecond(first);
    pass(file, position + start, next - start, mayGoOn, batch);
  }

  private void part(KnownFile file, long position, byte[] buffer, int filled, Batch batch) {
    set(buffer, 0, filled);
    line.partial = true;
    longStream = line.stream;
    pass(file, position, filled, true, batch);
  }

  private void set(byte[] buffer, int start, int end) {
    LogLine.Stream of = longStream;
    if (of != null) {
      line.setRest(buffer, start, end, of);
    } else if (plain != null) {
      line.setPlain(buffer, start, end, plain);
    } else {
      line.set(buffer, start, end);
    }
  }

  private void pass(KnownFile file, long inRun, int bytes, boolean mayGoOn, Batch batch) {
    if (inRun < (line.stream == LogLine.Stream.STDERR ? skipErr : skipOut)) {
      return;
    }
    for (int i = 0; i < cuts.size(); i++) {
      if (cuts.get(i) <= inRun && cuts.get(i) > lastGiven) {
        joiner.finish(batch);
      }
    }
    lastGiven = inRun;
    given++;
    var place = new DocumentWriter.Place(file.mark, inRun - file.base, inRun, bytes);
    joiner.add(line, place, mayGoOn, batch);
  }

  /**
   * The first byte of the next line's message, -1 where that is empty; unknown where the next line
   * is not here, is not of the same stream, or its message begins elsewhere in it.
   */
  private int firstOfNext(byte[] buffer, int start, int next, int filled) {
    int at = next + (plain != null ? 0 : line.start - start);
    if (!line.isInPlace(buffer) || at >= filled || !(plain != null || isSameKind(buffer, at))) {
      return UNKNOWN;
    }
    return buffer[at] == '\n' ? -1 : buffer[at];
  }

  private boolean isSameKind(byte[] buffer, int at) {
    int letter = line.start - BEFORE_MESSAGE + 3;
    int other = at - BEFORE_MESSAGE + 3;
    return line.stream != LogLine.Stream.NONE
        && other > 0
        && buffer[at - 1] == ' '
        && buffer[at - 3] == ' '
        && buffer[at - BEFORE_MESSAGE] == 's'
        && buffer[other] == line.bytes[letter];
  }
}
