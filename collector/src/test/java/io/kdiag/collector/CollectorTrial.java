package io.kdiag.collector;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kdiag.host.HostRoot;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The collector alone on this machine ({@code HOST_ROOT}), to look at it with real peers: {@code
 * CollectorTrial PORT INTERVAL [INFLUXDB-URL [API TOKEN]]}. Runs until it is ended; see the README.
 */
final class CollectorTrial {
  private CollectorTrial() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    CollectorRegistry registry = new CollectorRegistry();
    Collector collector =
        new Collector(configuration(arguments), HostRoot.fromEnvironment(), "trial", registry);
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])),
            0);
    collector.endpoints().forEach(server::createContext);
    server.createContext("/metrics", exchange -> metrics(exchange, collector, registry));
    Runtime.getRuntime().addShutdownHook(new Thread(collector::close));
    collector.start();
    server.start();
    new CountDownLatch(1).await();
  }

  private static CollectorConfiguration configuration(String[] arguments) {
    @Nullable String url = arguments.length > 2 ? arguments[2] : null;
    int api = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 1;
    @Nullable String token = arguments.length > 4 ? arguments[4] : null;
    return new CollectorConfiguration(
        Duration.parse("PT" + arguments[1]), url, api, "k8s", null, null, null, null, token, 60);
  }

  private static void metrics(
      HttpExchange exchange, Collector collector, CollectorRegistry registry) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", SampleHandler.PROMETHEUS);
    exchange.sendResponseHeaders(200, 0);
    try (exchange;
        OutputStream out = exchange.getResponseBody()) {
      OutputStreamWriter own = new OutputStreamWriter(out, StandardCharsets.UTF_8);
      TextFormat.write004(own, registry.metricFamilySamples());
      own.flush();
      collector.writeMetrics(out);
    }
  }
}
