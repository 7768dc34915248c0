package io.kdiag.cli;

import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.rules.Rules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The texts of {@code kdiag explain}: a rule's page under {@code rules/}, by its code. */
final class Explanations {
  private Explanations() {}

  /** All codes, sorted. */
  static List<String> codes() {
    TreeSet<String> codes = new TreeSet<>();
    for (Rule rule : Rules.ALL) {
      codes.add(rule.code());
    }
    return new ArrayList<>(codes);
  }

  /** The first line of the text that is not its heading. */
  static String title(String code) {
    for (String line : text(code).split("\n", -1)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        return line;
      }
    }
    return "";
  }

  static String text(String code) {
    try (InputStream in = Explanations.class.getResourceAsStream("/rules/" + code + ".md")) {
      return in == null
          ? "# " + code + "\n\nNo page describes this code.\n"
          : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("rules/" + code + ".md", e);
    }
  }
}
