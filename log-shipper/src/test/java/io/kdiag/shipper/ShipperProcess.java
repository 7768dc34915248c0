package io.kdiag.shipper;

import io.kdiag.host.HostRoot;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The shipper as a process of its own, with its default sizes: {@code ROOT HOST NODE [gzip]}. It
 * runs until it is ended; to be killed by tests, and measured.
 */
final class ShipperProcess {
  private ShipperProcess() {}

  public static void main(String[] arguments) throws InterruptedException {
    LogShipperConfiguration configuration =
        new LogShipperConfiguration(
            true,
            List.of(arguments[1]),
            null,
            null,
            null,
            null,
            "logs-kdiag.container-default",
            arguments.length > 3,
            Duration.ofSeconds(30),
            1 << 20,
            Duration.ofSeconds(1),
            3,
            1 << 20,
            8 << 20,
            64 << 20,
            Duration.ofSeconds(2),
            Duration.ofMillis(200),
            Duration.ofSeconds(2),
            Duration.ofSeconds(60));
    HostRoot root = new HostRoot(Path.of(arguments[0]));
    CollectorRegistry registry = new CollectorRegistry();
    LogShipper shipper = new LogShipper(configuration, root, arguments[2], registry);
    Runtime.getRuntime().addShutdownHook(new Thread(shipper::close));
    shipper.start();
    Thread.currentThread().join();
  }
}
