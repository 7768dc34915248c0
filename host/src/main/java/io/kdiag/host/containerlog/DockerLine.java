package io.kdiag.host.containerlog;

import io.kdiag.host.JsonLine;
import io.kdiag.host.MalformedTextException;
import io.kdiag.host.Timestamp;
import java.time.Instant;
import java.util.Map;

/**
 * A line of docker's json-file log, as the {@link CriLine} it says the same as. Docker cuts lines
 * at 16 KiB: a {@code log} without a line feed at its end goes on in the stream's next line.
 *
 * <pre>
 * {"log":"GET /healthz 200\n","stream":"stdout","time":"2026-11-20T21:17:03.123456789Z"}
 * </pre>
 */
public final class DockerLine {
  private DockerLine() {}

  /** Parses a line without its line feed. */
  public static CriLine parse(String line) throws MalformedTextException {
    Map<String, String> members = JsonLine.parse("container log", line);
    String log = members.get("log");
    String written = members.get("time");
    Instant time = written == null ? null : Timestamp.parse(written);
    if (log == null || time == null) {
      throw new MalformedTextException("container log", 1, "log and time", line);
    }
    boolean whole = log.endsWith("\n");
    String stream = "stderr".equals(members.get("stream")) ? "stderr" : "stdout";
    return new CriLine(time, stream, !whole, whole ? log.substring(0, log.length() - 1) : log);
  }
}
