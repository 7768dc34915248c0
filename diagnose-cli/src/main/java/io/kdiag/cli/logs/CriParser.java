package io.kdiag.cli.logs;

import io.kdiag.host.MalformedTextException;
import io.kdiag.host.containerlog.CriLine;
import io.kdiag.host.containerlog.DockerLine;
import org.jspecify.annotations.Nullable;

/**
 * Makes lines of a container's log, in the CRI's or docker's format, and joins the parts of long
 * ones, each stream's for itself.
 */
final class CriParser {
  private static final int MOST_CHARACTERS = 1 << 20;

  private final String namespace;
  private final String pod;
  private final String container;
  private final StringBuilder out = new StringBuilder();
  private final StringBuilder err = new StringBuilder();

  CriParser(String namespace, String pod, String container) {
    this.namespace = namespace;
    this.pod = pod;
    this.container = container;
  }

  /** Null for a part that goes on, and for what is in neither format. */
  @Nullable LogLine parse(String text) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      return joined(text.charAt(0) == '{' ? DockerLine.parse(text) : CriLine.parse(text));
    } catch (MalformedTextException e) {
      return null;
    }
  }

  private @Nullable LogLine joined(CriLine line) {
    StringBuilder begun = line.stream().equals("stderr") ? err : out;
    if (line.partial() || !begun.isEmpty()) {
      int room = MOST_CHARACTERS - begun.length();
      begun.append(line.message(), 0, Math.min(room, line.message().length()));
    }
    if (line.partial()) {
      return null;
    }
    String message = begun.isEmpty() ? line.message() : begun.toString();
    begun.setLength(0);
    return new LogLine(line.time(), namespace, pod, container, line.stream(), message);
  }
}
