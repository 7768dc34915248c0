package io.kdiag.shipper;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Follows one run through its files: reads them in their order, joins parts, and knows what has
 * been acknowledged. All of it is one thread's, but for {@link #acknowledge}.
 */
final class RunTail implements Closeable {
  /**
   * Looks after which an end is believed, a file's or its being there at all: the runtime writes to
   * a renamed file until kubelet has had it reopened, and a directory that is read while a name in
   * it changes may show the file under neither.
   */
  private static final int LOOKS_TO_BELIEVE = 2;

  /** Looks after which the last part of a line without an end is given as it is. */
  private static final int LOOKS_TO_GIVE_UP = 60;

  /** How far stdout and stderr have been read, as offsets in the run. */
  record Position(long out, long err) {}

  private final Run run;
  private final PartJoiner joiner;
  private final Losses losses;
  private final KnownFiles files;
  private final LogLine line = new LogLine();
  private @Nullable LogSource source;
  private @Nullable KnownFile current;
  private long position;
  private long skipOut;
  private long skipErr;
  private long lastLook;
  private long endedLook = -1;
  private long looksAtEnd;
  private int linesGiven;

  /** What is unfinished will not go on: its next part is lost. */
  private boolean broken;

  private volatile Position acknowledged = new Position(0, 0);

  RunTail(Run run, PartJoiner joiner, Losses losses) {
    this.run = run;
    this.joiner = joiner;
    this.losses = losses;
    this.files = new KnownFiles(run, losses);
  }

  /** Goes on where an earlier shipper stopped. */
  void restore(RunState state) {
    for (RunState.FileState file : state.files()) {
      KnownFile known = new KnownFile(file.mark(), 0);
      known.base = file.base();
      files.add(known);
    }
    skipOut = state.out();
    skipErr = state.err();
    position = Math.min(skipOut, skipErr);
    acknowledged = new Position(skipOut, skipErr);
    for (KnownFile file : files.list()) {
      current = file.base >= 0 && file.base <= position ? file : current;
    }
  }

  RunState state() {
    List<RunState.FileState> states = new ArrayList<>();
    for (KnownFile file : files.list()) {
      states.add(new RunState.FileState(file.mark, file.base));
    }
    Position reached = acknowledged;
    long unread = lagBytes() + position - Math.min(reached.out(), reached.err());
    return new RunState(run.key(), states, reached.out(), reached.err(), unread);
  }

  /** Takes what the look number {@code look} at the directory found, oldest first. */
  void look(List<FoundFile> found, long look, boolean ended) {
    lastLook = look;
    files.look(found, look, current);
    forgetGone(look);
    if (current == null && files.areSettled(look)) {
      begin(files.first());
    }
    endedLook = ended ? (endedLook < 0 ? look : endedLook) : -1;
  }

  /** Drops files that are no longer there. One not yet read, and not held open, is a gap. */
  private void forgetGone(long look) {
    boolean unread = current == null;
    for (KnownFile file : files.list()) {
      boolean reading = file == current;
      unread |= reading;
      boolean missing = look - file.lastLook >= LOOKS_TO_BELIEVE;
      if (!missing || (reading && source != null)) {
        continue;
      }
      files.remove(file);
      if (unread && !file.read) {
        gap(file);
      }
      current = reading ? null : current;
    }
  }

  private void gap(KnownFile file) {
    FoundFile found = file.found;
    long known = found == null || found.compressed() ? -1 : found.bytes();
    if (file == current) {
      losses.gap(run.path(), position, known < 0 ? known : known - (position - file.base));
      position = Math.max(position, Math.max(skipOut, skipErr));
      skipOut = 0;
      skipErr = 0;
      broken = true;
    } else {
      losses.gap(run.path(), -1, known);
    }
  }

  private void begin(KnownFile file) {
    if (file.base < 0) {
      file.base = position;
    }
    position = Math.max(position, file.base);
    current = file;
    file.read = false;
    looksAtEnd = lastLook;
  }

  /** Reads at most one buffer into {@code batch}; false where there is nothing more just now. */
  boolean read(byte[] buffer, Batch batch) {
    KnownFile file = current;
    FoundFile found = file == null ? null : file.found;
    if (file == null || found == null || (source == null && isRead(file, found))) {
      return false;
    }
    try {
      return read(file, found, buffer, batch);
    } catch (ZipException | EOFException e) {
      losses.unreadable(run.path(), e);
      return abandon(file, batch);
    } catch (IOException e) {
      losses.unreadable(run.path(), e);
      return false;
    }
  }

  private boolean isRead(KnownFile file, FoundFile found) {
    boolean grown = !found.compressed() && found.bytes() > position - file.base;
    return file.read && !grown && files.next(file) == null;
  }

  private boolean read(KnownFile file, FoundFile found, byte[] buffer, Batch batch)
      throws IOException {
    LogSource in = source;
    if (in == null) {
      in = LogSource.open(run, file.mark, found, position - file.base);
      source = in;
    }
    if (broken) {
      joiner.finish(batch);
      broken = false;
    }
    int filled = in.fill(buffer);
    int used = lines(file, buffer, filled, batch);
    in.advance(used);
    if (used == 0) {
      return atEnd(file, buffer, filled, batch);
    }
    advance(used, batch);
    return true;
  }

  /** A compressed file that is damaged: the rest of it is lost. */
  private boolean abandon(KnownFile file, Batch batch) {
    losses.gap(run.path(), position, -1);
    close();
    file.read = true;
    broken = true;
    KnownFile next = files.next(file);
    if (next != null) {
      begin(next);
    }
    reach(batch);
    return next != null;
  }

  private void advance(int bytes, Batch batch) {
    position += bytes;
    looksAtEnd = lastLook;
    losses.metrics.bytes.inc(bytes);
    losses.metrics.lines.inc(linesGiven);
    linesGiven = 0;
    reach(batch);
  }

  private void reach(Batch batch) {
    long out = Math.max(skipOut, joiner.out(position));
    long err = Math.max(skipErr, joiner.err(position));
    batch.reach(this, new Position(out, err));
  }

  /** Gives each whole line on; a line longer than the buffer is cut. */
  private int lines(KnownFile file, byte[] buffer, int filled, Batch batch) {
    int start = 0;
    for (int i = 0; i < filled; i++) {
      if (buffer[i] == '\n') {
        give(file, buffer, start, i, i + 1, batch);
        start = i + 1;
      }
    }
    if (start == 0 && filled == buffer.length) {
      give(file, buffer, 0, filled, filled, batch);
      return filled;
    }
    return start;
  }

  private void give(KnownFile file, byte[] buffer, int start, int end, int next, Batch batch) {
    line.set(buffer, start, end);
    long inRun = position + start;
    if (inRun < (line.stream == LogLine.Stream.STDERR ? skipErr : skipOut)) {
      return;
    }
    linesGiven++;
    var place = new DocumentWriter.Place(file.mark, inRun - file.base, inRun, next - start);
    joiner.add(line, place, batch);
  }

  private boolean atEnd(KnownFile file, byte[] buffer, int filled, Batch batch) {
    KnownFile next = files.next(file);
    FoundFile found = file.found;
    boolean whole = found != null && found.compressed();
    boolean believed = lastLook - looksAtEnd >= LOOKS_TO_BELIEVE;
    if (next != null && (whole || (believed && lastLook - next.firstLook >= LOOKS_TO_BELIEVE))) {
      leave(file, buffer, filled, batch);
      begin(next);
      reach(batch);
      return true;
    }
    if (next == null && endedLook >= 0 && believed && lastLook - endedLook >= LOOKS_TO_BELIEVE) {
      end(file, buffer, filled, batch);
    }
    if (!joiner.isEmpty() && lastLook - looksAtEnd >= LOOKS_TO_GIVE_UP) {
      joiner.finish(batch);
      reach(batch);
    }
    return false;
  }

  private void leave(KnownFile file, byte[] buffer, int rest, Batch batch) {
    if (rest > 0) {
      give(file, buffer, 0, rest, rest, batch);
      advance(rest, batch);
    }
    file.read = true;
    close();
  }

  /** The container writes no more: what is unfinished is all there will be. */
  private void end(KnownFile file, byte[] buffer, int rest, Batch batch) {
    boolean unfinished = rest > 0 || !joiner.isEmpty();
    leave(file, buffer, rest, batch);
    joiner.finish(batch);
    if (unfinished) {
      reach(batch);
    }
  }

  /** Bytes on disk not yet read; those of compressed files count as they lie there. */
  long lagBytes() {
    long lag = 0;
    boolean unread = false;
    for (KnownFile file : files.list()) {
      unread |= file == current;
      FoundFile found = file.found;
      if (unread && found != null) {
        lag +=
            file == current && !found.compressed()
                ? Math.max(0, found.bytes() - (position - file.base))
                : found.bytes();
      }
    }
    return lag;
  }

  /** Called by whichever thread delivered the documents, in the order they were read in. */
  void acknowledge(Position reached) {
    acknowledged = reached;
  }

  /** Its files are gone, and those that were open have been read. */
  boolean isOver() {
    return files.isEmpty() && source == null;
  }

  @Override
  public void close() {
    LogSource in = source;
    source = null;
    try {
      if (in != null) {
        in.close();
      }
    } catch (IOException e) {
      losses.unreadable(run.path(), e);
    }
  }
}
