package io.kdiag.cli.logs;

import io.kdiag.host.containerlog.ContainerLog;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A live log file that grows: gives whole lines as they come. A file put in its place by rotation,
 * or cut to nothing, is read from its begin.
 */
final class FollowedFile {
  private static final int MOST_BYTES = 4 << 20;

  private final CriParser parser;
  private final Path path;
  private Object key;
  private long position;

  private FollowedFile(ContainerLog log, Path path, Object key, long position) {
    this.parser = new CriParser(log.namespace(), log.pod(), log.container());
    this.path = path;
    this.key = key;
    this.position = position;
  }

  /** {@code atItsEnd}: what is in it now is not given. */
  static FollowedFile open(ContainerLog log, Path path, boolean atItsEnd) throws IOException {
    return new FollowedFile(log, path, key(path), atItsEnd ? size(path) : 0);
  }

  private static Object key(Path path) throws IOException {
    try {
      return Files.getAttribute(path, "unix:ino");
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  private static long size(Path path) throws IOException {
    try {
      return Files.size(path);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  void read(Consumer<LogLine> lines) throws IOException {
    Object now = key(path);
    if (!now.equals(key) || size(path) < position) {
      key = now;
      position = 0;
    }
    byte[] bytes = unread();
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    if (end == 0 && bytes.length == MOST_BYTES) {
      end = bytes.length; // a line without an end: it is given in pieces rather than waited for
    }
    position += end;
    give(new ByteArrayInputStream(bytes, 0, end), lines);
  }

  private byte[] unread() throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      channel.position(position);
      InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
      return in.readNBytes(MOST_BYTES);
    } catch (NoSuchFileException e) {
      return new byte[0];
    }
  }

  private void give(InputStream in, Consumer<LogLine> lines) throws IOException {
    try (ByteLines texts = new ByteLines(in)) {
      for (String text = texts.next(); text != null; text = texts.next()) {
        LogLine line = parser.parse(text);
        if (line != null) {
          lines.accept(line);
        }
      }
    }
  }
}
