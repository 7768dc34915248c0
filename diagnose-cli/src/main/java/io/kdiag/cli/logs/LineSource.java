package io.kdiag.cli.logs;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Where lines are kept: on this machine, with kubelet, in Elasticsearch, in a capture. */
public interface LineSource extends AutoCloseable {

  /** What {@code query} may match, to be filtered by it; the caller closes each stream. */
  List<LineStream> open(LogQuery query) throws IOException, InterruptedException;

  /** Hands on what is written from now on, until the thread is interrupted. */
  void follow(LogQuery query, Consumer<LogLine> lines) throws IOException, InterruptedException;

  @Override
  default void close() {}
}
