package io.kdiag.cli.gather;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The text of systemd units and of the environment files that they name, see systemd.service(5),
 * systemd.exec(5).
 *
 * <pre>{@code
 * [Service]
 * EnvironmentFile=-/k8s/kubernetes/cfg/kubelet
 * ExecStart=/k8s/kubernetes/bin/kubelet $KUBELET_OPTS \
 *   --v=2
 * }</pre>
 */
final class UnitFile {
  private UnitFile() {}

  /** The values of each key of section {@code [Service]}, in order. */
  static Map<String, List<String>> service(String text) {
    Map<String, List<String>> values = new HashMap<>();
    String section = "";
    for (String line : joinedLines(text)) {
      int equals = line.indexOf('=');
      if (line.startsWith("[")) {
        section = line;
      } else if (section.equals("[Service]") && equals > 0) {
        String value = line.substring(equals + 1).strip();
        List<String> all =
            values.computeIfAbsent(line.substring(0, equals).strip(), key -> new ArrayList<>());
        if (value.isEmpty()) {
          all.clear();
        } else {
          all.add(value);
        }
      }
    }
    return values;
  }

  /** The assignments of an environment file; a quoted value may go on over lines. */
  static Map<String, String> environment(String text) {
    Map<String, String> variables = new HashMap<>();
    for (String line : joinedLines(text)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        String name = line.substring(0, equals).strip();
        variables.put(name.startsWith("export ") ? name.substring(7) : name, value(line, equals));
      }
    }
    return variables;
  }

  private static String value(String line, int equals) {
    String value = line.substring(equals + 1).strip();
    char quote = value.isEmpty() ? ' ' : value.charAt(0);
    if (quote != '"' && quote != '\'') {
      return value;
    }
    int end = value.indexOf(quote, 1);
    return value.substring(1, end < 0 ? value.length() : end);
  }

  /** Lines without comments; one that ends in a backslash goes on in the next. */
  private static List<String> joinedLines(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder joined = new StringBuilder();
    for (String raw : text.split("\n", -1)) {
      String line = raw.strip();
      if (line.startsWith("#") || line.startsWith(";")) {
        continue;
      }
      if (line.endsWith("\\")) {
        joined.append(line, 0, line.length() - 1).append(' ');
      } else {
        lines.add(joined.append(line).toString().strip());
        joined.setLength(0);
      }
    }
    lines.add(joined.toString().strip());
    return lines;
  }

  /** Splits a command at blanks, keeping quoted parts together, without its quotes. */
  static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    boolean open = false;
    for (int i = 0; i < command.length(); i++) {
      char c = command.charAt(i);
      if (quote != 0 ? c == quote : c == '"' || c == '\'') {
        quote = quote != 0 ? 0 : c;
        open = true;
      } else if (quote == 0 && (c == ' ' || c == '\t')) {
        if (open) {
          words.add(word.toString());
        }
        word.setLength(0);
        open = false;
      } else {
        word.append(c);
        open = true;
      }
    }
    if (open) {
      words.add(word.toString());
    }
    return words;
  }
}
