package io.kdiag.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Files that stay open from one round of reading to the next, each read from its start: the
 * kernel's small files cost more to open than to read. What a round did not ask for is closed at
 * its end. For the kernel's files only, where what is gone can no longer be read: a file on a disk
 * would be read as it was when another took its name. For one thread.
 */
public final class KeptFiles implements FileSource, AutoCloseable {
  /** A node of 250 containers has some 5,000; what is beyond is opened each time. */
  private static final int MOST = 8_192;

  /** For so many rounds an optional file that was not there is not looked for. */
  private static final int ROUNDS_MISSING = 30;

  private final HostRoot root;
  private final int most;
  private final Map<String, Kept> files = new HashMap<>();
  private final Map<String, Long> missingSince = new HashMap<>();
  private long round;

  private static final class Kept {
    private final FileChannel channel;
    private long usedIn;

    Kept(FileChannel channel) {
      this.channel = channel;
    }
  }

  /** Keeps at most half of the files that this process may open. */
  public KeptFiles(HostRoot root) {
    this(root, (int) Math.min(MOST, mayOpen() / 2));
  }

  KeptFiles(HostRoot root, int most) {
    this.root = root;
    this.most = most;
  }

  /** This very process's, whatever the root; the JVM raises the soft limit to the hard one. */
  private static long mayOpen() {
    return new HostRoot(Path.of("/")).read("/proc/self/limits", KeptFiles::openFilesLimit)
            instanceof Reading.Present<Long>(Long limit)
        ? limit
        : 0;
  }

  private static long openFilesLimit(HostText text) throws MalformedTextException {
    AsciiCursor cursor = text.lines();
    while (!cursor.atEnd()) {
      if (cursor.skipPrefix("Max open files")) {
        return cursor.skipWord("unlimited") ? Long.MAX_VALUE : cursor.count();
      }
      cursor.nextLine();
    }
    return 0;
  }

  @Override
  public <T> Reading<T> read(String path, HostRoot.Parser<T> parser) {
    Kept kept = files.get(path);
    if (kept == null) {
      return files.size() >= most ? root.read(path, parser) : opened(path, parser);
    }
    kept.usedIn = round;
    try {
      return parsed(path, kept.channel, parser);
    } catch (IOException e) {
      // What was at this path is gone; another may be there by now.
      forget(path);
      return opened(path, parser);
    }
  }

  /** What is not there is looked for again after some rounds only: a failed look costs the most. */
  @Override
  public <T> Reading<T> readOptional(String path, HostRoot.Parser<T> parser) {
    Long since = missingSince.get(path);
    if (since != null && round - since < ROUNDS_MISSING) {
      return Reading.absent(path);
    }
    Reading<T> reading = read(path, parser);
    if (reading instanceof Reading.Absent) {
      missingSince.put(path, round);
    } else if (since != null) {
      missingSince.remove(path);
    }
    return reading;
  }

  private <T> Reading<T> opened(String path, HostRoot.Parser<T> parser) {
    try {
      Kept kept = new Kept(FileChannel.open(root.resolve(path), StandardOpenOption.READ));
      kept.usedIn = round;
      files.put(path, kept);
      return parsed(path, kept.channel, parser);
    } catch (IOException e) {
      forget(path);
      return HostRoot.failed(path, e);
    }
  }

  private static <T> Reading<T> parsed(String path, FileChannel channel, HostRoot.Parser<T> parser)
      throws IOException {
    ReadBuffer buffer = ReadBuffer.take();
    try {
      return buffer.fill(channel, HostRoot.LIMIT_BYTES)
          ? Reading.present(parser.parse(buffer.text(path)))
          : Reading.malformed(path, path + ": larger than " + HostRoot.LIMIT_BYTES + " bytes");
    } catch (MalformedTextException e) {
      return Reading.malformed(path, String.valueOf(e.getMessage()));
    } finally {
      buffer.giveBack();
    }
  }

  /** Closes what was not read since the last call. */
  public void endRound() {
    for (Iterator<Kept> each = files.values().iterator(); each.hasNext(); ) {
      Kept kept = each.next();
      if (kept.usedIn != round) {
        close(kept);
        each.remove();
      }
    }
    round++;
    if (round % ROUNDS_MISSING == 0) {
      missingSince.values().removeIf(since -> round - since >= ROUNDS_MISSING);
    }
  }

  /** How many files are open. */
  public int open() {
    return files.size();
  }

  private void forget(String path) {
    Kept kept = files.remove(path);
    if (kept != null) {
      close(kept);
    }
  }

  private static void close(Kept kept) {
    try {
      kept.channel.close();
    } catch (IOException e) {
      return; // It was only read.
    }
  }

  @Override
  public void close() {
    files.values().forEach(KeptFiles::close);
    files.clear();
  }
}
