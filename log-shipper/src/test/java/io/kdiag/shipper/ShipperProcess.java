package io.kdiag.shipper;

import io.kdiag.host.HostRoot;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The shipper as a process of its own, with its default sizes: {@code ROOT HOST NODE [gzip]}. It
 * runs until it is ended; to be killed by tests, and measured.
 */
final class ShipperProcess {
  private ShipperProcess() {}

  /** Starts one that writes to {@code root/shipper.log}. */
  static Process start(Path root, String host) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            "io.kdiag.shipper.ShipperProcess",
            root.toString(),
            host,
            "n1")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(root.resolve("shipper.log").toFile()))
        .start();
  }

  public static void main(String[] arguments) throws InterruptedException {
    LogShipperConfiguration configuration =
        Configurations.of(
            Map.of(
                "hosts", List.of(arguments[1]),
                "gzip", arguments.length > 3,
                "retryMax", Duration.ofSeconds(2),
                "kernelLog", false,
                "journalUnits", List.of()));
    HostRoot root = new HostRoot(Path.of(arguments[0]));
    CollectorRegistry registry = new CollectorRegistry();
    LogShipper shipper = new LogShipper(configuration, root, arguments[2], registry, null);
    Runtime.getRuntime().addShutdownHook(new Thread(shipper::close));
    shipper.start();
    Thread.currentThread().join();
  }
}
