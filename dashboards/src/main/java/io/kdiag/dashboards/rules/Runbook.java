package io.kdiag.dashboards.rules;

import io.kdiag.detector.Problem;
import io.kdiag.detector.Remedy;
import java.time.Duration;
import java.util.List;

/** Writes runbooks: a page for each problem of the catalogue, and for each alert that is none. */
final class Runbook {
  private static final String HEAD = "<!-- Written by dashboards/generate. Do not edit. -->\n";

  private static final String ASK = "kdiag node NODE";

  private Runbook() {}

  static String of(Problem problem) {
    Alert alert = CatalogueAlerts.of(problem);
    StringBuilder page = new StringBuilder(HEAD);
    page.append("# ").append(problem.code()).append("\n\n");
    page.append(CatalogueAlerts.constant(problem.title())).append(".\n\n");
    ask(page, List.of(ASK, "kdiag explain " + problem.code()));
    page.append("## What it means\n\n").append(problem.meaning()).append("\n\n");
    page.append("## When it is over\n\n").append(over(problem)).append("\n\n");
    page.append("## What to do\n\n");
    problem.remedies().forEach(remedy -> remedy(page, remedy));
    if (!problem.matches().isEmpty()) {
      page.append("## What shows it\n\n");
      code(page, problem.matches());
    }
    facts(page, alert);
    return page.toString();
  }

  static String of(Alert alert) {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("# ").append(alert.name()).append("\n\n");
    page.append(alert.summary()).append("\n\n");
    ask(page, List.of(ASK));
    page.append("## What it means\n\n").append(alert.meaning()).append("\n\n");
    if (!alert.steps().isEmpty()) {
      page.append("## What to do\n\n");
      alert.steps().forEach(step -> step(page, step.what(), step.command()));
    }
    facts(page, alert);
    return page.toString();
  }

  private static void ask(StringBuilder page, List<String> commands) {
    page.append("Ask first:\n\n");
    code(page, commands);
  }

  private static String over(Problem problem) {
    if (problem.source() == Problem.Source.PROBE) {
      return "When the probe that found it finds it gone.";
    }
    StringBuilder text = new StringBuilder();
    if (!problem.clearedBy().isEmpty()) {
      text.append("When the kernel's log says so. ");
    }
    problem
        .quiet()
        .ifPresent(
            quiet -> text.append("When it was not seen for ").append(words(quiet)).append(". "));
    return text.append(problem.why()).toString().strip();
  }

  private static String words(Duration duration) {
    return duration.toHours() > 0 && duration.toMinutesPart() == 0
        ? duration.toHours() + " h"
        : duration.toMinutes() + " min";
  }

  private static void remedy(StringBuilder page, Remedy remedy) {
    String risk =
        switch (remedy.risk()) {
          case READ_ONLY -> "";
          case SAFE -> " (safe)";
          case DISRUPTIVE -> " (disruptive)";
        };
    step(page, remedy.what() + risk, remedy.command());
    also(page, "See that it helped", remedy.verify());
    also(page, "Undo", remedy.undo());
  }

  private static void also(StringBuilder page, String what, String command) {
    if (!command.isEmpty()) {
      step(page, what, command);
    }
  }

  private static void step(StringBuilder page, String what, String command) {
    page.append(what).append(command.isEmpty() ? ".\n\n" : ":\n\n");
    if (!command.isEmpty()) {
      code(page, List.of(command));
    }
  }

  private static void code(StringBuilder page, List<String> lines) {
    lines.forEach(line -> page.append("    ").append(line).append("\n"));
    page.append("\n");
  }

  private static void facts(StringBuilder page, Alert alert) {
    page.append("## The alert\n\n`")
        .append(alert.name())
        .append("`, ")
        .append(alert.severity().label());
    if (!alert.lasting().isZero()) {
      page.append(", after ").append(words(alert.lasting()));
    }
    page.append("; it fires while this gives a result:\n\n");
    code(page, alert.expr().lines().toList());
    page.setLength(page.length() - 1);
  }
}
