package io.kdiag.shipper;

import io.kdiag.host.Timestamp;
import io.kdiag.shipper.pods.PodInfo;
import io.kdiag.shipper.text.Multiline;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Follows one run through its files: reads them in their order and knows what has been
 * acknowledged. All of it is one thread's; what it gives to {@link Batch#reach} runs on others.
 */
final class RunTail implements Closeable {
  /**
   * Looks after which an end is believed, a file's or its being there at all: the runtime writes to
   * a renamed file until kubelet has had it reopened, and a directory that is read while a name in
   * it changes may show the file under neither.
   */
  private static final int LOOKS_TO_BELIEVE = 2;

  /** How long the end of a line that has begun is waited for, after the last look at its file. */
  private static final long LINE_WAIT_NANOS = 120_000_000_000L;

  /** How far stdout and stderr have been read, as offsets in the run. */
  record Position(long out, long err) {}

  private Run run;
  private final RecordJoiner joiner;
  private final DocumentWriter writer;
  private final RunLines lines;
  private final Losses losses;
  private final long recordWaitNanos;
  private final KnownFiles files;
  private final List<Gap> gaps = new ArrayList<>();
  private final LossClock lossClock = new LossClock();
  private RunRules rules;
  private @Nullable PodInfo pod;
  private boolean restored;

  /** All that was there at the start has been read: the rest cannot have been sent before. */
  private boolean caughtUp;

  private @Nullable LogSource source;
  private @Nullable KnownFile opened;
  private @Nullable KnownFile current;
  private long position;
  private long lastLook;
  private long endedLook = -1;
  private long looksAtEnd;
  private final long beganNanos = System.nanoTime();
  private long grownNanos = beganNanos;

  /** What is unfinished will not go on: its next part is lost. */
  private boolean broken;

  /** What {@link Turns} lets it read before it must wait, and since when that has been counted. */
  double earnedBytes;

  long earnedNanos = beganNanos;

  private volatile Position acknowledged = new Position(0, 0);

  RunTail(
      Run run,
      DocumentWriter writer,
      RecordJoiner.Budget budget,
      RunRules rules,
      Losses losses,
      Duration recordWait) {
    this.run = run;
    this.writer = writer;
    this.joiner = new RecordJoiner(writer, budget);
    this.lines = new RunLines(run, joiner);
    this.losses = losses;
    this.recordWaitNanos = recordWait.toNanos();
    this.files = new KnownFiles(run, losses);
    this.rules = rules;
    obey(rules);
  }

  Run run() {
    return run;
  }

  /** Takes the container's id, where it was not known when the run was found. */
  void identify(Run found) {
    if (!run.equals(found)
        && found instanceof ContainerRun container
        && container.containerId() != null) {
      run = found;
      writer.identify(found);
    }
  }

  /** Goes on where an earlier shipper stopped. */
  void restore(RunState state) {
    for (RunState.FileState file : state.files()) {
      KnownFile known = new KnownFile(file.mark(), 0);
      known.base = file.base();
      files.add(known);
    }
    List<Long> cuts = state.cuts();
    lines.cuts(cuts == null ? List.of() : cuts);
    lines.skip(state.out(), state.err());
    position = Math.min(state.out(), state.err());
    acknowledged = new Position(state.out(), state.err());
    for (KnownFile file : files.list()) {
      current = file.base >= 0 && file.base <= position ? file : current;
    }
    RunRules known = state.rules();
    if (known != null) {
      obey(known);
      restored = true;
    }
  }

  RunState state() {
    List<RunState.FileState> states = new ArrayList<>();
    for (KnownFile file : files.list()) {
      states.add(new RunState.FileState(file.mark, file.base));
    }
    Position reached = acknowledged;
    long from = Math.min(reached.out(), reached.err());
    return new RunState(
        run.key(),
        run.path(),
        states,
        reached.out(),
        reached.err(),
        lagBytes() + position - from,
        lines.cutsAfter(from),
        rules);
  }

  /** Takes what the API server knows, and the rules in the pod's annotations. */
  void describe(PodInfo info, RunRules wanted) {
    if (!info.equals(pod)) {
      pod = info;
      writer.describe(info);
      obey(wanted);
    }
  }

  private void obey(RunRules wanted) {
    rules = wanted;
    joiner.multiline(Multiline.of(wanted.multiline()));
    writer.parseJson(wanted.parser().equals("json"));
  }

  /** How its lines are to be read is known, or has been waited for long enough. */
  boolean isDescribed(long waitNanos) {
    return pod != null || restored || System.nanoTime() - beganNanos >= waitNanos;
  }

  /** Takes what the look number {@code look} at the directory found, oldest first. */
  void look(List<FoundFile> found, long look, boolean ended) {
    lastLook = look;
    files.look(found, look, current, ended);
    forgetGone(look);
    if (current == null && files.areSettled(look)) {
      begin(files.first());
    }
    endedLook = ended ? (endedLook < 0 ? look : endedLook) : -1;
    lossClock.see(files.list(), System.nanoTime());
    hold();
  }

  /** Opens what is to be read next, though it is not its turn yet: deleted it can still be read. */
  private void hold() {
    KnownFile file = current == null && !files.isEmpty() ? files.first() : current;
    FoundFile found = file == null ? null : file.found;
    boolean open = source != null && (file == opened || current != null);
    if (file == null
        || found == null
        || open
        || rules.excluded()
        || isRead(file, found)
        || isIdle()) {
      return;
    }
    close();
    try {
      source =
          LogSource.open(
              run, file.mark, found, file.base < 0 ? 0 : Math.max(0, position - file.base));
      opened = file;
    } catch (IOException e) {
      losses.unreadable(run.path(), e);
    }
  }

  /** Drops files that are no longer there. One not yet read, and not held open, is a gap. */
  private void forgetGone(long look) {
    boolean unread = current == null;
    for (KnownFile file : files.list()) {
      boolean reading = file == current;
      unread |= reading;
      boolean missing = look - file.lastLook >= LOOKS_TO_BELIEVE;
      if (!missing || (source != null && (reading || file == opened))) {
        continue;
      }
      files.remove(file);
      if (unread && !file.read && !rules.excluded()) {
        gap(file, Gap.Reason.DELETED);
      }
      current = reading ? null : current;
    }
  }

  private void gap(KnownFile file, Gap.Reason reason) {
    FoundFile found = file.found;
    boolean reading = file == current;
    long from = reading ? Math.max(0, position - file.base) : 0;
    long to = found == null || found.compressed() ? -1 : found.bytes();
    if (to < 0 || to > from) {
      Gap gap = new Gap(reason, file.path(run), file.mark, position, from, to);
      gaps.add(gap);
      losses.gap(gap);
    }
    if (reading) {
      Position far = lines.reached(position);
      position = Math.max(position, Math.max(far.out(), far.err()));
      lines.skip(0, 0);
      broken = true;
    }
  }

  private void begin(KnownFile file) {
    if (file.base < 0) {
      file.base = position;
    }
    position = Math.max(position, file.base);
    if (file != opened) {
      close();
    }
    current = file;
    file.read = false;
    looksAtEnd = lastLook;
  }

  /** Reads at most one buffer into {@code batch}; false where there is nothing more just now. */
  boolean read(byte[] buffer, Batch batch) {
    giveGaps(batch);
    KnownFile file = current;
    FoundFile found = file == null ? null : file.found;
    if (file == null || found == null || rules.excluded()) {
      return false;
    }
    if (source == null && isRead(file, found)) {
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

  private void giveGaps(Batch batch) {
    if (!gaps.isEmpty()) {
      gaps.forEach(gap -> writer.write(batch, gap));
      gaps.clear();
      reach(batch);
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
      opened = file;
    }
    if (broken) {
      lines.finish(batch);
      broken = false;
    }
    int filled = in.fill(buffer);
    int used = lines.take(file, position, buffer, filled, batch);
    in.advance(used);
    if (used == 0) {
      return atEnd(file, buffer, filled, batch);
    }
    advance(used, batch);
    return true;
  }

  /** A compressed file that is damaged: the rest of it is lost. */
  private boolean abandon(KnownFile file, Batch batch) {
    gap(file, Gap.Reason.DAMAGED);
    close();
    file.read = true;
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
    grownNanos = System.nanoTime();
    losses.metrics.bytes.inc(bytes);
    losses.metrics.lines.inc(lines.takeCount());
    reach(batch);
  }

  private void reach(Batch batch) {
    if (!caughtUp) {
      batch.replay();
    }
    Position reached = lines.reached(position);
    batch.reach(this, () -> acknowledged = reached);
  }

  private boolean atEnd(KnownFile file, byte[] buffer, int filled, Batch batch) {
    KnownFile next = files.next(file);
    FoundFile found = file.found;
    boolean whole = found != null && found.compressed();
    boolean believed = lastLook - looksAtEnd >= LOOKS_TO_BELIEVE;
    caughtUp |= next == null;
    if (next != null && (whole || (believed && lastLook - next.firstLook >= LOOKS_TO_BELIEVE))) {
      leave(file, buffer, filled, batch);
      begin(next);
      reach(batch);
      return true;
    }
    if (next == null && endedLook >= 0 && believed && lastLook - endedLook >= LOOKS_TO_BELIEVE) {
      end(file, buffer, filled, batch);
    }
    long wait = joiner.isInLine() ? LINE_WAIT_NANOS : recordWaitNanos;
    if (!joiner.isEmpty() && System.nanoTime() - grownNanos >= wait) {
      lines.cut(position, batch);
      reach(batch);
    }
    return false;
  }

  private void leave(KnownFile file, byte[] buffer, int rest, Batch batch) {
    if (rest > 0) {
      lines.rest(file, position, buffer, rest, batch);
      advance(rest, batch);
    }
    file.read = true;
    close();
  }

  /** The container writes no more: what is unfinished is all there will be. */
  private void end(KnownFile file, byte[] buffer, int rest, Batch batch) {
    boolean unfinished = rest > 0 || !joiner.isEmpty();
    leave(file, buffer, rest, batch);
    lines.finish(batch);
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
      if (unread && found != null && !rules.excluded()) {
        lag +=
            file == current && !found.compressed()
                ? Math.max(0, found.bytes() - (position - file.base))
                : found.bytes();
      }
    }
    return lag;
  }

  RunView view() {
    List<RunView.FileView> views = new ArrayList<>();
    for (KnownFile file : files.list()) {
      FoundFile found = file.found;
      if (found != null) {
        views.add(new RunView.FileView(file.mark, file.base, found, file.path(run)));
      }
    }
    return new RunView(run, views, position, acknowledged, lagBytes());
  }

  /** How many bytes of the run have been read, or passed. */
  long position() {
    return position;
  }

  /** How long until kubelet deletes the file that is being read, at the speed of the last time. */
  double secondsToLoss(KubeletRotation rotation) {
    return lossClock.seconds(files.list(), current, rotation);
  }

  /** How old the oldest unread line is, about: as old as the last one that was read. */
  double lagSeconds() {
    Instant last = Timestamp.parse(new String(lines.lastTime(), StandardCharsets.US_ASCII));
    Duration lag =
        last == null
            ? Duration.ofNanos(System.nanoTime() - beganNanos)
            : Duration.between(last, Instant.now());
    return Math.max(0, lag.toNanos() / 1e9);
  }

  /** All that is there has been read and given, and nothing of it will change by itself. */
  boolean isIdle() {
    KnownFile file = current;
    FoundFile found = file == null ? null : file.found;
    if (file == null || found == null || !gaps.isEmpty()) {
      return false;
    }
    boolean live = endedLook < 0 && !found.compressed() && found.bytes() == position - file.base;
    boolean read = (live && files.next(file) == null) || isRead(file, found);
    return rules.excluded() || (read && joiner.isEmpty());
  }

  /** Its files are gone, and those that were open have been read. */
  boolean isOver() {
    return files.isEmpty() && source == null && gaps.isEmpty();
  }

  @Override
  public void close() {
    LogSource in = source;
    source = null;
    opened = null;
    try {
      if (in != null) {
        in.close();
      }
    } catch (IOException e) {
      losses.unreadable(run.path(), e);
    }
  }
}
