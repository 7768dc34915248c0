package io.kdiag.cli.files;

import io.kdiag.cli.logs.ByteLines;
import io.kdiag.cli.logs.LineStream;
import io.kdiag.cli.logs.LogLine;
import io.kdiag.cli.logs.TimedLine;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One container's lines out of a file that has those of the whole pod. */
final class CapturedLog implements LineStream {
  private final Path file;
  private final String namespace;
  private final String pod;
  private final String container;
  private @Nullable ByteLines lines;

  CapturedLog(Path file, String namespace, String pod, String container) {
    this.file = file;
    this.namespace = namespace;
    this.pod = pod;
    this.container = container;
  }

  @Override
  public @Nullable LogLine next() throws IOException {
    String text = text();
    return text == null ? null : TimedLine.parse(text, namespace, pod, container);
  }

  /** The next line as it is; null at the container's end. */
  @Nullable String text() throws IOException {
    if (lines == null) {
      lines = CapturedLogs.lines(file);
      String begin = CapturedLogs.begin(namespace, pod, container);
      String line = lines.next();
      while (line != null && !line.equals(begin)) {
        line = lines.next();
      }
    }
    String text = lines.next();
    return text == null || text.equals(CapturedLogs.end(namespace, pod, container)) ? null : text;
  }

  @Override
  public void close() {
    if (lines != null) {
      lines.close();
    }
  }
}
