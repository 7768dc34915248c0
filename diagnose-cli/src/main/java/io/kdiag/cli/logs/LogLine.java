package io.kdiag.cli.logs;

import java.time.Instant;
import java.util.Comparator;

/** One line that a container wrote, as it wrote it: whoever shows it makes it harmless. */
public record LogLine(
    Instant time, String namespace, String pod, String container, String stream, String message) {

  static final Comparator<LogLine> BY_TIME = Comparator.comparing(LogLine::time);

  public LogLevel level() {
    return LogLevel.of(message);
  }

  /** {@code shop/cart-0/app} */
  public String origin() {
    return namespace + "/" + pod + "/" + container;
  }
}
