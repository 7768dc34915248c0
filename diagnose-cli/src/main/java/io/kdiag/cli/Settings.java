package io.kdiag.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The user's own defaults, {@code kdiag/config.yaml} under {@code XDG_CONFIG_HOME}, by default
 * {@code ~/.config}. Flags and the environment come first.
 *
 * <pre>
 * context: production
 * namespace: shop
 * prometheus: service:monitoring/prometheus:9090      # or http://...
 * elasticsearch: https://logs.example:9200
 * elasticsearchApiKeyFile: /home/me/.elastic-key
 * </pre>
 */
record Settings(Map<String, String> values) {
  static final List<String> KEYS =
      List.of(
          "agent",
          "context",
          "elasticsearch",
          "elasticsearchApiKeyFile",
          "kubeconfig",
          "namespace",
          "prometheus",
          "prometheusTokenFile",
          "toolkitNamespace");

  @Nullable String get(String key) {
    return values.get(key);
  }

  /** Nothing where there is no such file. */
  static Settings load(Map<String, String> environment) throws FailureException {
    Path file = file(environment);
    if (file == null || !Files.isRegularFile(file)) {
      return new Settings(Map.of());
    }
    try {
      return new Settings(parse(file, Files.readString(file)));
    } catch (IOException e) {
      throw new FailureException(ExitCode.USAGE, file + " cannot be read: " + e.getMessage());
    }
  }

  private static @Nullable Path file(Map<String, String> environment) {
    String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
    String home = environment.getOrDefault("HOME", "");
    if (config.isBlank() && home.isBlank()) {
      return null;
    }
    return (config.isBlank() ? Path.of(home, ".config") : Path.of(config))
        .resolve("kdiag")
        .resolve("config.yaml");
  }

  private static Map<String, String> parse(Path file, String text) throws FailureException {
    Object document;
    try {
      document = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    } catch (YAMLException e) {
      String problem = String.valueOf(e.getMessage()).lines().findFirst().orElse("damaged");
      throw new FailureException(ExitCode.USAGE, file + " is no YAML: " + problem);
    }
    Map<String, String> values = new TreeMap<>();
    if (document == null) {
      return values;
    }
    if (!(document instanceof Map<?, ?> map)) {
      throw new FailureException(ExitCode.USAGE, file + ": expected `key: value` lines");
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String key = String.valueOf(entry.getKey());
      if (!KEYS.contains(key)) {
        throw new FailureException(
            ExitCode.USAGE, file + ": unknown key " + key + "; known: " + String.join(", ", KEYS));
      }
      if (!(entry.getValue() instanceof String value) || value.isBlank()) {
        throw new FailureException(
            ExitCode.USAGE, file + ": " + key + ": expected text, found " + entry.getValue());
      }
      values.put(key, value);
    }
    return values;
  }
}
