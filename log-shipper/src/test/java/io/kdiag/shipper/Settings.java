package io.kdiag.shipper;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Configurations for tests: impatient ones. */
final class Settings {
  private static final Map<String, Object> IMPATIENT =
      Map.of(
          "requestTimeout", Duration.ofSeconds(10),
          "batchAge", Duration.ofMillis(10),
          "deadLetterBytes", 1L << 20,
          "lookInterval", Duration.ofMillis(10),
          "recordWait", Duration.ofMillis(300),
          "retryMin", Duration.ofMillis(1),
          "retryMax", Duration.ofMillis(20),
          "notReadyAfter", Duration.ofMillis(1),
          "kernelLog", false,
          "journalUnits", List.of());

  private Settings() {}

  static LogShipperConfiguration to(String host) {
    return to(host, 16 << 10, 1 << 20, false);
  }

  static LogShipperConfiguration to(String host, int batchBytes, int lineBytes, boolean gzip) {
    return of(
        Map.of(
            "hosts", List.of(host),
            "batchBytes", batchBytes,
            "lineBytes", lineBytes,
            "gzip", gzip));
  }

  /** Impatient defaults, and {@code own} settings by the names of the components. */
  static LogShipperConfiguration of(Map<String, Object> own) {
    Map<String, Object> settings = new HashMap<>(IMPATIENT);
    settings.putAll(own);
    return Configurations.of(settings);
  }
}
