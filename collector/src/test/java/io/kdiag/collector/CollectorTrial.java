package io.kdiag.collector;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kdiag.collector.exposition.Format;
import io.kdiag.host.HostRoot;
import io.micronaut.context.ApplicationContext;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/**
 * The collector alone on this machine ({@code HOST_ROOT}), to look at it with real peers: {@code
 * CollectorTrial PORT}, with settings from the environment ({@code COLLECTOR_INTERVAL=5s}). Asks no
 * API server. Runs until it is ended; see the README.
 */
final class CollectorTrial {
  private CollectorTrial() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    CollectorRegistry registry = new CollectorRegistry();
    try (ApplicationContext context = ApplicationContext.run()) {
      Collector collector =
          new Collector(
              context.getBean(CollectorConfiguration.class),
              HostRoot.fromEnvironment(),
              "trial",
              registry,
              null);
      HttpServer server =
          HttpServer.create(
              new InetSocketAddress(
                  InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])),
              0);
      collector.endpoints().forEach(server::createContext);
      server.createContext("/metrics", exchange -> metrics(exchange, collector, registry));
      Runtime.getRuntime().addShutdownHook(new Thread(collector::close));
      collector.start();
      server.start();
      new CountDownLatch(1).await();
    }
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
}
