package io.kdiag.cli.gather;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Go program's flags: {@code --name=value}, {@code --name value}, {@code -name=value}; one
 * without a value is {@code true}, the last of a name wins.
 */
record Flags(Map<String, String> values) {
  static final Flags NONE = new Flags(Map.of());

  /** Words that are no flags, such as the program itself, are passed over. */
  static Flags of(List<String> command) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < command.size(); i++) {
      String word = command.get(i);
      if (!word.startsWith("-") || word.length() < 2) {
        continue;
      }
      String flag = word.substring(word.startsWith("--") ? 2 : 1);
      int equals = flag.indexOf('=');
      boolean alone = i + 1 == command.size() || command.get(i + 1).startsWith("-");
      if (equals >= 0) {
        values.put(flag.substring(0, equals), unquoted(flag.substring(equals + 1)));
      } else {
        values.put(flag, alone ? "true" : unquoted(command.get(++i)));
      }
    }
    return new Flags(values);
  }

  /** The same, and what etcd takes from {@code ETCD_LISTEN_CLIENT_URLS} and the like. */
  Flags withEtcdEnvironment(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>();
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      if (variable.getKey().startsWith("ETCD_")) {
        String name = variable.getKey().substring(5).toLowerCase(Locale.ROOT).replace('_', '-');
        all.put(name, variable.getValue());
      }
    }
    all.putAll(values);
    return new Flags(all);
  }

  @Nullable String get(String name) {
    return values.get(name);
  }

  String get(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  private static String unquoted(String value) {
    int last = value.length() - 1;
    boolean quoted = last > 0 && value.charAt(0) == '"' && value.charAt(last) == '"';
    return quoted ? value.substring(1, last) : value;
  }
}
