package io.kdiag.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Follows a file of lines over its rotations: it is known by its inode, so a file that was renamed
 * is read to its end before the new one of its name is begun, also if that happened while nobody
 * was reading and the old one lies beside it under another name ({@code kern.log.1}). A line is
 * given when its line feed is there; of one longer than {@value #MOST_LINE} bytes the beginning.
 * Used by one thread.
 */
public final class FileFollower implements AutoCloseable {
  static final int MOST_LINE = 8 << 10;
  private static final int BUFFER = 64 << 10;

  private final Path path;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).flip();
  private FileChannel channel;
  private long inode;

  /** Where the next byte of {@code buffer} lies in the file. */
  private long position;

  private boolean cutting;

  private FileFollower(Path path, FileChannel channel, long inode, long position) {
    this.path = path;
    this.channel = channel;
    this.inode = inode;
    this.position = position;
  }

  /**
   * Opens it at {@code place}, an earlier {@link #place}; empty: at the file's end.
   *
   * @throws IOException if there is no such file, or it may not be read
   */
  public static FileFollower open(Path path, String place) throws IOException {
    long inode = inode(path);
    int colon = place.indexOf(':');
    if (colon < 0) {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      return new FileFollower(path, channel, inode, channel.size());
    }
    long wanted = Long.parseLong(place, 0, colon, 10);
    long offset = Long.parseLong(place, colon + 1, place.length(), 10);
    Path file = wanted == inode ? path : beside(path, wanted);
    FileChannel channel = FileChannel.open(file == null ? path : file, StandardOpenOption.READ);
    boolean same = file != null && offset <= channel.size();
    return new FileFollower(path, channel, file == null ? inode : wanted, same ? offset : 0);
  }

  /** The file of that inode which was once called {@code path}. */
  private static @Nullable Path beside(Path path, long wanted) throws IOException {
    Path directory = path.toAbsolutePath().getParent();
    String pattern = path.getFileName() + "*";
    if (directory == null) {
      return null;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, pattern)) {
      for (Path file : files) {
        if (!file.toString().endsWith(".gz") && inode(file) == wanted) {
          return file;
        }
      }
    }
    return null;
  }

  private static long inode(Path path) throws IOException {
    return (long) Files.getAttribute(path, "unix:ino");
  }

  /** The next line without its line feed; null: there is none for now. */
  public @Nullable String next() throws IOException {
    while (true) {
      String line = buffered();
      if (line != null) {
        return line;
      }
      if (!fill() && !rotated()) {
        return null;
      }
    }
  }

  /** Where the line that {@link #next} gave last ends: {@code inode:offset}. */
  public String place() {
    return inode + ":" + position;
  }

  private @Nullable String buffered() {
    byte[] bytes = buffer.array();
    int start = buffer.position();
    for (int i = start; i < buffer.limit(); i++) {
      if (bytes[i] == '\n') {
        boolean rest = cutting;
        String line = rest ? null : text(bytes, start, i);
        consume(i + 1 - start);
        cutting = false;
        if (line != null) {
          return line;
        }
        start = i + 1;
      }
    }
    if (buffer.remaining() >= MOST_LINE) {
      String beginning = cutting ? null : text(bytes, start, start + MOST_LINE);
      consume(buffer.remaining());
      cutting = true;
      return beginning;
    }
    return null;
  }

  private static String text(byte[] bytes, int from, int to) {
    int length = Math.min(to - from, MOST_LINE);
    return new String(bytes, from, length, StandardCharsets.UTF_8);
  }

  private void consume(int length) {
    buffer.position(buffer.position() + length);
    position += length;
  }

  /** False at the file's end. */
  private boolean fill() throws IOException {
    buffer.compact();
    int read = channel.read(buffer, position + buffer.position());
    buffer.flip();
    return read > 0;
  }

  /** The path names another file now, or this one was cut short: true where there is more. */
  private boolean rotated() throws IOException {
    long now;
    try {
      now = inode(path);
    } catch (NoSuchFileException e) {
      return false; // between the renaming and the making anew
    }
    boolean cut = channel.size() < position;
    if (now == inode && !cut) {
      return false;
    }
    FileChannel next = FileChannel.open(path, StandardOpenOption.READ);
    channel.close();
    channel = next;
    inode = inode(path);
    position = 0;
    cutting = false;
    buffer.clear().flip();
    return true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
