package io.kdiag.dashboards.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An alert, the text of its runbook and the series of its unit test: all that is said about it.
 *
 * @param expr PromQL; its result has the label {@code node} where one node is meant
 * @param lasting how long it must hold before it fires
 * @param kept how long it stays after it no longer holds
 * @param summary a constant sentence
 * @param description one sentence, templated with labels and the value
 * @param meaning for the runbook: what it is and why it matters
 * @param steps for the runbook: what to do after kdiag was asked
 * @param page the runbook's name, without {@code .md}
 */
record Alert(
    String name,
    Severity severity,
    String expr,
    Duration lasting,
    Duration kept,
    String summary,
    String description,
    String meaning,
    List<Step> steps,
    String page,
    Example example) {
  Alert {
    steps = List.copyOf(steps);
    if (!name.startsWith("Kdiag")) {
      throw new IllegalArgumentException(name + ": an alert's name starts with Kdiag");
    }
  }

  static Alert critical(String name, String expr) {
    return of(Severity.CRITICAL, name, expr);
  }

  static Alert warning(String name, String expr) {
    return of(Severity.WARNING, name, expr);
  }

  static Alert info(String name, String expr) {
    return of(Severity.INFO, name, expr);
  }

  static Alert of(Severity severity, String name, String expr) {
    return new Alert(
        name,
        severity,
        expr.strip(),
        Duration.ZERO,
        Duration.ZERO,
        "",
        "",
        "",
        List.of(),
        name,
        Example.of());
  }

  Alert lasting(int minutes) {
    return with(
        Duration.ofMinutes(minutes), kept, summary, description, meaning, steps, page, example);
  }

  Alert kept(int minutes) {
    return with(
        lasting, Duration.ofMinutes(minutes), summary, description, meaning, steps, page, example);
  }

  Alert says(String sentence, String templated) {
    return with(lasting, kept, sentence, templated, meaning, steps, page, example);
  }

  Alert means(String text) {
    return with(lasting, kept, summary, description, text.strip(), steps, page, example);
  }

  Alert step(String what, String shell) {
    List<Step> all = new ArrayList<>(steps);
    all.add(new Step(what, shell));
    return with(lasting, kept, summary, description, meaning, all, page, example);
  }

  /** The runbook is another's: a code's of the catalogue. */
  Alert on(String otherPage) {
    return with(lasting, kept, summary, description, meaning, steps, otherPage, example);
  }

  Alert test(Example series) {
    return with(lasting, kept, summary, description, meaning, steps, page, series);
  }

  private Alert with(
      Duration forAtLeast,
      Duration keepFiring,
      String sentence,
      String templated,
      String text,
      List<Step> what,
      String runbook,
      Example series) {
    return new Alert(
        name,
        severity,
        expr,
        forAtLeast,
        keepFiring,
        sentence,
        templated,
        text,
        what,
        runbook,
        series);
  }
}
