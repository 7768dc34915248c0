package io.kdiag.cli;

import io.kdiag.cli.doctor.ToolkitChecks;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.rules.Rules;
import io.kdiag.detector.Catalogue;
import io.kdiag.detector.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The texts of {@code kdiag explain}, by code: a rule's page under {@code rules/}, or what the
 * catalogue says of a problem.
 */
final class Explanations {
  private Explanations() {}

  /** All codes, sorted. */
  static List<String> codes() {
    TreeSet<String> codes = new TreeSet<>();
    for (Rule rule : Rules.ALL) {
      codes.add(rule.code());
    }
    codes.addAll(ToolkitChecks.CODES);
    for (Problem problem : Catalogue.load().problems()) {
      codes.add(problem.code());
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
      return in == null ? ofCatalogue(code) : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("rules/" + code + ".md", e);
    }
  }

  private static String ofCatalogue(String code) {
    for (Problem problem : Catalogue.load().problems()) {
      if (problem.code().equals(code)) {
        return ProblemPage.of(problem);
      }
    }
    return "# " + code + "\n\nNo page describes this code.\n";
  }
}
