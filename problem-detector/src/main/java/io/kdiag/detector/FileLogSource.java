package io.kdiag.detector;

import io.kdiag.host.FileFollower;
import io.kdiag.host.HostRoot;
import io.kdiag.host.VisibleText;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A file of lines, each of which says when it was written. */
final class FileLogSource implements LogSource {
  /** A file has nothing to wait on that works on every file system. */
  private static final Duration LOOK = Duration.ofMillis(200);

  private final FileFollower follower;
  private final String path;
  private final String rules;
  private final LineFormat format;

  private FileLogSource(FileFollower follower, String path, String rules, LineFormat format) {
    this.follower = follower;
    this.path = path;
    this.rules = rules;
    this.format = format;
  }

  static FileLogSource open(
      HostRoot root, String path, String rules, LineFormat format, String place)
      throws IOException {
    return new FileLogSource(FileFollower.open(root.resolve(path), place), path, rules, format);
  }

  @Override
  public @Nullable SourceLine next(Duration timeout) throws IOException {
    long end = System.nanoTime() + timeout.toNanos();
    while (true) {
      for (String line = follower.next(); line != null; line = follower.next()) {
        LineFormat.Timed timed = format.parse(line, Instant.now());
        if (timed != null) {
          String text = VisibleText.of(timed.text());
          return new SourceLine(rules, path, follower.place(), timed.time(), text);
        }
      }
      if (System.nanoTime() >= end) {
        return null;
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  @Override
  public long lost() {
    return 0;
  }

  @Override
  public void close() throws IOException {
    follower.close();
  }
}
