package io.kdiag.collector.sample;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the files below a directory, some entries at a time. Links are not followed; what has
 * gone or may not be read counts nothing. A directory is held open while it is being read.
 */
final class DirectoryWalk {
  private static final int MOST_DEPTH = 10_000;

  private final Deque<Path> below = new ArrayDeque<>();
  private @Nullable DirectoryStream<Path> open;
  private @Nullable Iterator<Path> entries;
  private long bytes;

  DirectoryWalk(Path directory) {
    below.add(directory);
  }

  /** Looks at no more than {@code most} entries; returns how many were left of them. */
  int step(int most) {
    int left = most;
    while (left > 0 && !isDone()) {
      Iterator<Path> rest = entries;
      if (rest == null) {
        open(below.removeLast());
        left--; // An empty directory costs as well.
      } else {
        left--;
        next(rest);
      }
    }
    return left;
  }

  @SuppressWarnings("StreamResourceLeak") // It stays open over steps, and close() closes it.
  private void open(Path directory) {
    try {
      DirectoryStream<Path> stream = Files.newDirectoryStream(directory);
      open = stream;
      entries = stream.iterator();
    } catch (IOException e) {
      entries = null; // It has gone, or may not be read.
    }
  }

  private void next(Iterator<Path> rest) {
    try {
      if (rest.hasNext()) {
        add(rest.next());
        return;
      }
    } catch (DirectoryIteratorException e) {
      // The rest of it cannot be read.
    }
    close();
  }

  private void add(Path entry) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isDirectory()) {
        if (below.size() < MOST_DEPTH) {
          below.addLast(entry);
        }
      } else if (attributes.isRegularFile()) {
        bytes += attributes.size();
      }
    } catch (IOException e) {
      return; // It has gone.
    }
  }

  private void close() {
    DirectoryStream<Path> stream = open;
    open = null;
    entries = null;
    if (stream != null) {
      try {
        stream.close();
      } catch (IOException e) {
        return; // It was only read.
      }
    }
  }

  boolean isDone() {
    return entries == null && below.isEmpty();
  }

  long bytes() {
    return bytes;
  }
}
