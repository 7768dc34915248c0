package io.kdiag.cli.logs;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Streams merged in the order of time. Of each only one line is held, so that what is merged may be
 * of any size.
 */
public final class MergedLines implements AutoCloseable {
  private record Head(LogLine line, LineStream stream) {}

  private final List<LineStream> streams;
  private final LogQuery query;
  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(Comparator.comparing(Head::line, LogLine.BY_TIME));

  public MergedLines(List<LineStream> streams, LogQuery query) {
    this.streams = List.copyOf(streams);
    this.query = query;
  }

  /** All lines that the query wants. */
  public void forEach(Consumer<LogLine> lines) throws IOException, InterruptedException {
    for (LineStream stream : streams) {
      add(stream);
    }
    Head head = heads.poll();
    while (head != null) {
      lines.accept(head.line());
      add(head.stream());
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      head = heads.poll();
    }
  }

  private void add(LineStream stream) throws IOException, InterruptedException {
    LogLine line = wanted(stream);
    if (line != null) {
      heads.add(new Head(line, stream));
    }
  }

  private @Nullable LogLine wanted(LineStream stream) throws IOException, InterruptedException {
    LogLine line = stream.next();
    while (line != null && !query.matches(line)) {
      line = stream.next();
    }
    return line;
  }

  @Override
  public void close() {
    streams.forEach(LineStream::close);
  }
}
