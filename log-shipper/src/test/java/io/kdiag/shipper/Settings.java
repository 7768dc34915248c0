package io.kdiag.shipper;

import java.time.Duration;
import java.util.List;

/** Configurations for tests: impatient ones. */
final class Settings {
  private Settings() {}

  static LogShipperConfiguration to(String host) {
    return to(host, 16 << 10, 1 << 20, false);
  }

  static LogShipperConfiguration to(String host, int batchBytes, int lineBytes, boolean gzip) {
    return new LogShipperConfiguration(
        true,
        List.of(host),
        null,
        null,
        null,
        null,
        "logs-kdiag.container-default",
        gzip,
        Duration.ofSeconds(10),
        batchBytes,
        Duration.ofMillis(10),
        3,
        lineBytes,
        8 << 20,
        1 << 20,
        Duration.ofMillis(10),
        Duration.ofMillis(1),
        Duration.ofMillis(20),
        Duration.ofMillis(1));
  }
}
