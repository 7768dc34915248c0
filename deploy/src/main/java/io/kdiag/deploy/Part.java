package io.kdiag.deploy;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One agent as the node agent sees it: what it serves, why it is not ready, how it starts and ends.
 */
record Part(
    String name,
    Runnable starter,
    AutoCloseable closer,
    Supplier<List<String>> readiness,
    Map<String, HttpHandler> endpoints,
    Metrics metrics) {

  /**
   * Writes what a part measures beyond its own registry, in text format 0.0.4 or in OpenMetrics
   * without its end.
   */
  @FunctionalInterface
  interface Metrics {
    void write(OutputStream out, boolean openMetrics) throws IOException;
  }

  void start() {
    starter.run();
  }

  List<String> notReady() {
    return readiness.get();
  }
}
