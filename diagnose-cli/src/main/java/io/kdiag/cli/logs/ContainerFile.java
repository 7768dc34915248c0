package io.kdiag.cli.logs;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The log files of one container, oldest first, read as one stream: each line in the CRI's or in
 * docker's format, the parts of long lines joined, rotated files unzipped. A line of neither format
 * and a file that has gone meanwhile are skipped.
 */
final class ContainerFile implements LineStream {
  private final CriParser parser;
  private final List<Path> files;
  private int opened;
  private @Nullable ByteLines lines;

  ContainerFile(String namespace, String pod, String container, List<Path> files) {
    this.parser = new CriParser(namespace, pod, container);
    this.files = files;
  }

  @Override
  public @Nullable LogLine next() throws IOException {
    while (true) {
      ByteLines open = lines == null ? open() : lines;
      if (open == null) {
        return null;
      }
      String text = line(open);
      if (text == null) {
        open.close();
        lines = null;
        continue;
      }
      LogLine line = parser.parse(text);
      if (line != null) {
        return line;
      }
    }
  }

  /** Null at the end; a rotated file that is cut short ends where it is cut. */
  private static @Nullable String line(ByteLines open) throws IOException {
    try {
      return open.next();
    } catch (EOFException e) {
      return null;
    }
  }

  /** Null where there is none left. */
  private @Nullable ByteLines open() throws IOException {
    while (opened < files.size()) {
      Path file = files.get(opened++);
      try {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 64 << 10);
        boolean zipped = file.toString().endsWith(".gz");
        lines = new ByteLines(zipped ? new GZIPInputStream(in, 64 << 10) : in);
        return lines;
      } catch (NoSuchFileException | EOFException e) {
        lines = null; // rotated away, or just being compressed: the next one
      }
    }
    return null;
  }

  @Override
  public void close() {
    if (lines != null) {
      lines.close();
    }
  }
}
