package io.kdiag.collector;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kdiag.collector.exposition.Format;
import io.kdiag.collector.kubernetes.ApiServer;
import io.kdiag.host.HostRoot;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The collector of this machine behind an HTTP port, as {@code deploy} runs it. */
public final class RunningCollector implements AutoCloseable {
  private final Collector collector;
  private final CollectorRegistry registry;
  private final HttpServer server;
  private boolean closed;

  private RunningCollector(Collector collector, CollectorRegistry registry, HttpServer server) {
    this.collector = collector;
    this.registry = registry;
    this.server = server;
  }

  /** Starts it on a free port. */
  public static RunningCollector start(
      String node, Map<String, Object> settings, @Nullable ApiServer apiServer) throws IOException {
    return start(0, node, Configurations.of(settings), apiServer);
  }

  static RunningCollector start(
      int port, String node, CollectorConfiguration configuration, @Nullable ApiServer apiServer)
      throws IOException {
    CollectorRegistry registry = new CollectorRegistry();
    Collector collector =
        new Collector(configuration, HostRoot.fromEnvironment(), node, registry, apiServer);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    collector.endpoints().forEach(server::createContext);
    server.createContext("/metrics", exchange -> metrics(exchange, collector, registry));
    collector.start();
    server.start();
    return new RunningCollector(collector, registry, server);
  }

  private static void metrics(
      HttpExchange exchange, Collector collector, CollectorRegistry registry) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", Format.TEXT.contentType());
    try (exchange;
        OutputStream out = Compression.open(exchange, 200)) {
      OutputStreamWriter own = new OutputStreamWriter(out, StandardCharsets.UTF_8);
      TextFormat.write004(own, registry.metricFamilySamples());
      own.flush();
      collector.writeMetrics(out, false);
    }
  }

  /** Where it listens. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** {@code host:port}. */
  public String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** One of its own metrics. */
  public double own(String name) {
    return registry.getSampleValue(name);
  }

  /** One of its own metrics with one label. */
  public double own(String name, String label, String value) {
    return registry.getSampleValue(name, new String[] {label}, new String[] {value});
  }

  /** Ends it; its own metrics can still be asked for. */
  public void stop() {
    if (!closed) {
      closed = true;
      server.stop(0);
      collector.close();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
