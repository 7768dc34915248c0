package io.kdiag.shipper;

import io.kdiag.host.MalformedTextException;
import io.kdiag.host.containerlog.CriLine;
import io.kdiag.host.containerlog.DockerLine;
import io.kdiag.shipper.text.LineTime;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of one log line lie in a buffer: a cursor that is set anew for each line, so that
 * a line costs no object. The CRI's lines are read in place, docker's through {@link DockerLine}; a
 * line of neither format is all message.
 */
final class LogLine {
  /** What wrote a line; {@code NONE} where the line does not say. */
  enum Stream {
    STDOUT("stdout"),
    STDERR("stderr"),
    NONE("");

    final String label;

    Stream(String label) {
      this.label = label;
    }
  }

  private static final int SHORTEST_TIME = 20;
  private static final int STREAM_LENGTH = 6;

  byte[] bytes = new byte[0];
  int start;
  int end;
  Stream stream = Stream.NONE;
  boolean partial;

  /** RFC 3339, as the runtime wrote it; null where the line is of no known format. */
  byte @Nullable [] timeBytes;

  int timeStart;
  int timeEnd;

  /** Points at the line in {@code from[begin, finish)}, without its line feed. */
  void set(byte[] from, int begin, int finish) {
    if (begin < finish && from[begin] == '{' && setDocker(from, begin, finish)) {
      return;
    }
    if (!setCri(from, begin, finish)) {
      setRest(from, begin, finish, Stream.NONE);
    }
  }

  /** Points at a line of a plain file, whose time {@code time} may find. */
  void setPlain(byte[] from, int begin, int finish, LineTime time) {
    setRest(from, begin, finish, Stream.NONE);
    timeBytes = time.of(from, begin, finish);
    timeStart = 0;
    timeEnd = timeBytes == null ? 0 : timeBytes.length;
  }

  /** Points at what is all message, of a line that is known to be {@code of} a stream. */
  void setRest(byte[] from, int begin, int finish, Stream of) {
    point(from, begin, finish);
    stream = of;
    partial = false;
    timeBytes = null;
  }

  /** The message lies in {@code buffer} itself. */
  @SuppressWarnings("ReferenceEquality")
  boolean isInPlace(byte[] buffer) {
    return bytes == buffer;
  }

  private void point(byte[] in, int from, int to) {
    bytes = in;
    start = from;
    end = to;
  }

  private boolean setCri(byte[] from, int begin, int finish) {
    int first = blank(from, begin, finish);
    int tag = first + 1 + STREAM_LENGTH + 1;
    if (first - begin < SHORTEST_TIME || tag >= finish || !isTime(from, begin)) {
      return false;
    }
    boolean error = isStderr(from, first + 1);
    if (!(error || isStdout(from, first + 1)) || from[tag - 1] != ' ') {
      return false;
    }
    int tagEnd = blank(from, tag, finish);
    boolean known = tagEnd == tag + 1 || (tagEnd > tag + 1 && from[tag + 1] == ':');
    if (!known || (from[tag] != 'P' && from[tag] != 'F')) {
      return false;
    }
    point(from, Math.min(tagEnd + 1, finish), finish);
    stream = error ? Stream.STDERR : Stream.STDOUT;
    partial = from[tag] == 'P';
    timeBytes = from;
    timeStart = begin;
    timeEnd = first;
    return true;
  }

  private boolean setDocker(byte[] from, int begin, int finish) {
    CriLine line;
    try {
      line = DockerLine.parse(new String(from, begin, finish - begin, StandardCharsets.UTF_8));
    } catch (MalformedTextException e) {
      return false;
    }
    byte[] message = line.message().getBytes(StandardCharsets.UTF_8);
    byte[] time = line.time().toString().getBytes(StandardCharsets.US_ASCII);
    point(message, 0, message.length);
    stream = line.stream().equals("stderr") ? Stream.STDERR : Stream.STDOUT;
    partial = line.partial();
    timeBytes = time;
    timeStart = 0;
    timeEnd = time.length;
    return true;
  }

  /** The shape alone: a day that the calendar lacks is Elasticsearch's to refuse. */
  private static boolean isTime(byte[] from, int at) {
    return isDigit(from[at])
        && from[at + 4] == '-'
        && from[at + 7] == '-'
        && from[at + 10] == 'T'
        && from[at + 13] == ':'
        && from[at + 16] == ':'
        && isDigit(from[at + 18]);
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean isStdout(byte[] from, int at) {
    return from[at] == 's' && from[at + 3] == 'o' && from[at + 4] == 'u' && from[at + 5] == 't';
  }

  private static boolean isStderr(byte[] from, int at) {
    return from[at] == 's' && from[at + 3] == 'e' && from[at + 4] == 'r' && from[at + 5] == 'r';
  }

  /** The first blank in {@code from[at, finish)}, or {@code finish}. */
  private static int blank(byte[] from, int at, int finish) {
    int i = at;
    while (i < finish && from[i] != ' ') {
      i++;
    }
    return i;
  }
}
