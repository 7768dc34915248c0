package io.kdiag.cli.logs;

import io.kdiag.host.Timestamp;
import java.time.Instant;

/** A line as {@code kubectl logs --timestamps} prints it: its time, a blank, what was written. */
public final class TimedLine {
  private TimedLine() {}

  /** A line without a time is of 1970. */
  public static LogLine parse(String text, String namespace, String pod, String container) {
    int blank = text.indexOf(' ');
    Instant time =
        blank >= 20 && text.charAt(4) == '-' ? Timestamp.parse(text.substring(0, blank)) : null;
    return time == null
        ? new LogLine(Instant.EPOCH, namespace, pod, container, "", text)
        : new LogLine(time, namespace, pod, container, "", text.substring(blank + 1));
  }
}
