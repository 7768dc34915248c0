package io.kdiag.host.containerlog;

import io.kdiag.host.FileTail;
import io.kdiag.host.HostRoot;
import io.kdiag.host.MalformedTextException;
import io.kdiag.host.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last lines of one container log file, oldest first, in whichever format each line is, with
 * the parts of long lines joined; a line of neither format is skipped. {@code start} is the time of
 * the file's first line: where it is the first file of a run, about when that run began. {@code
 * cut} says that the file holds more before these lines.
 */
public record ContainerLogTail(@Nullable Instant start, List<CriLine> lines, boolean cut) {
  /** A line is at most 16 KiB and its prefix. */
  private static final int MOST_LINE_BYTES = 128 << 10;

  /**
   * Reads at most the last {@code maxBytes} of {@code path}, following links as the host sees them.
   */
  public static Reading<ContainerLogTail> read(HostRoot root, String path, int maxBytes) {
    if (path.endsWith(".gz")) {
      return Reading.unreadable(path, "compressed: only the end of it would be wanted");
    }
    try {
      Path file = HostLink.follow(root, path);
      FileTail tail = FileTail.read(file, maxBytes);
      return Reading.present(new ContainerLogTail(start(file), lines(tail), tail.cut()));
    } catch (IOException e) {
      return HostRoot.failed(path, e);
    }
  }

  private static List<CriLine> lines(FileTail tail) {
    PartJoiner joiner = new PartJoiner();
    int at = tail.start();
    while (at < tail.end()) {
      int end = tail.lineEnd(at);
      CriLine line = line(tail.bytes(), at, Math.min(end, at + MOST_LINE_BYTES));
      if (line != null) {
        joiner.add(line);
      }
      at = end + 1;
    }
    return joiner.finish();
  }

  private static @Nullable CriLine line(byte[] bytes, int start, int end) {
    if (start == end) {
      return null;
    }
    String line = new String(bytes, start, end - start, StandardCharsets.UTF_8);
    try {
      return bytes[start] == '{' ? DockerLine.parse(line) : CriLine.parse(line);
    } catch (MalformedTextException e) {
      return null;
    }
  }

  /** The first line's time: a prefix of the line is enough for the CRI's, not for docker's. */
  private static @Nullable Instant start(Path file) throws IOException {
    byte[] head;
    try (var in = Files.newInputStream(file)) {
      head = in.readNBytes(MOST_LINE_BYTES);
    }
    int end = 0;
    while (end < head.length && head[end] != '\n') {
      end++;
    }
    CriLine first = line(head, 0, end);
    return first == null ? null : first.time();
  }

  /** Joins the parts of each stream's long lines; a line has the time of its first part. */
  private static final class PartJoiner {
    private static final int MOST_CHARACTERS = 1 << 20;

    private final List<CriLine> whole = new ArrayList<>();
    private final Pending out = new Pending();
    private final Pending err = new Pending();

    void add(CriLine line) {
      Pending pending = line.stream().equals("stderr") ? err : out;
      CriLine first = pending.first;
      if (line.partial()) {
        pending.first = first == null ? line : first;
        pending.append(line.message());
      } else if (first == null) {
        whole.add(line);
      } else {
        pending.append(line.message());
        whole.add(pending.take(first, false));
      }
    }

    /** What is still unfinished at the end is given as it is, marked partial. */
    List<CriLine> finish() {
      for (Pending pending : List.of(out, err)) {
        CriLine first = pending.first;
        if (first != null) {
          whole.add(pending.take(first, true));
        }
      }
      return List.copyOf(whole);
    }

    private static final class Pending {
      private final StringBuilder text = new StringBuilder();
      private @Nullable CriLine first;

      void append(String part) {
        text.append(part, 0, Math.min(part.length(), MOST_CHARACTERS - text.length()));
      }

      CriLine take(CriLine head, boolean partial) {
        CriLine joined = new CriLine(head.time(), head.stream(), partial, text.toString());
        text.setLength(0);
        first = null;
        return joined;
      }
    }
  }
}
