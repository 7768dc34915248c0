package io.kdiag.deploy;

import io.kdiag.collector.CollectorConfiguration;
import io.kdiag.detector.ProblemDetectorConfiguration;
import io.kdiag.shipper.LogShipperConfiguration;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.naming.NameUtils;
import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The settings of the process itself: {@code NODE_NAME}, and {@code port}, by default that of the
 * one part that is on, or 9740 for several. Refuses keys that no part knows.
 */
record Settings(String nodeName, int port) {
  private static final Map<String, Integer> PORTS =
      new TreeMap<>(Map.of("collector", 9740, "problem-detector", 9741, "log-shipper", 9742));
  private static final Map<String, Class<? extends Record>> KEYS =
      new TreeMap<>(
          Map.of(
              "collector", CollectorConfiguration.class,
              "problem-detector", ProblemDetectorConfiguration.class,
              "log-shipper", LogShipperConfiguration.class));

  static Settings of(ApplicationContext context) throws SettingsException {
    List<String> mistakes = new ArrayList<>();
    KEYS.forEach((prefix, type) -> unknown(context, prefix, type, mistakes));
    if (!mistakes.isEmpty()) {
      throw new SettingsException(mistakes);
    }
    int port = context.getProperty("node-agent.port", Integer.class).orElseGet(() -> port(context));
    return new Settings(nameOfNode(), port);
  }

  private static void unknown(
      ApplicationContext context, String prefix, Class<?> type, List<String> mistakes) {
    TreeSet<String> known = new TreeSet<>(List.of("enabled"));
    for (RecordComponent component : type.getRecordComponents()) {
      known.add(NameUtils.hyphenate(component.getName()));
    }
    Set<String> letters = new TreeSet<>();
    known.forEach(name -> letters.add(letters(name)));
    for (String key : context.getProperties(prefix).keySet()) {
      int end = key.indexOf('[');
      if (!letters.contains(letters(end < 0 ? key : key.substring(0, end)))) {
        mistakes.add(prefix + "." + key + " is no setting; there are: " + String.join(", ", known));
      }
    }
  }

  /** COLLECTOR_INFLUXDB_URL may mean influxdb.url as well as influxdb-url: both are given. */
  private static String letters(String key) {
    return key.replaceAll("[._-]", "").toLowerCase(Locale.ROOT);
  }

  private static int port(ApplicationContext context) {
    List<Integer> on = new ArrayList<>();
    PORTS.forEach(
        (part, port) -> {
          if (context.getProperty(part + ".enabled", Boolean.class).orElse(true)) {
            on.add(port);
          }
        });
    return on.size() == 1 ? on.getFirst() : PORTS.getOrDefault("collector", 0);
  }

  private static String nameOfNode() {
    String name = System.getenv("NODE_NAME");
    if (name != null && !name.isBlank()) {
      return name;
    }
    try {
      return InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
