package io.kdiag.cli.render;

import io.kdiag.cli.engine.Diagnosis;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.Evidence.NotChecked;
import io.kdiag.detector.Severity;
import io.kdiag.host.VisibleText;
import java.util.List;

/**
 * A diagnosis for people: the first finding in full, the others shorter, then what is over, what
 * was not checked and where to read more.
 */
public final class TextRenderer implements Renderer {
  /** History is context, not an alarm: the newest few are enough. */
  private static final int HISTORY = 5;

  private static final int NOT_CHECKED = 8;

  private final TextStyle style;

  public TextRenderer(TextStyle style) {
    this.style = style;
  }

  @Override
  public String render(Diagnosis diagnosis) {
    TextPage page = new TextPage(style.width());
    TimeText times = new TimeText(diagnosis.now());
    head(page, diagnosis);
    FindingText findings = new FindingText(page, style, times);
    boolean first = true;
    for (Finding finding : diagnosis.findings()) {
      page.blank();
      findings.write(finding, first || style.all());
      first = false;
    }
    history(page, times, diagnosis.history());
    notChecked(page, diagnosis.notChecked());
    hint(page, diagnosis);
    return page.toString();
  }

  private void head(TextPage page, Diagnosis diagnosis) {
    page.line(
        style.bold(VisibleText.of(diagnosis.subject())) + "  " + VisibleText.of(diagnosis.about()));
    page.line(style.faint(TimeText.full(diagnosis.now()) + watched(diagnosis)));
    page.blank();
    String checked = TimeText.count(diagnosis.checked().size(), "cause") + " checked";
    if (diagnosis.findings().isEmpty()) {
      page.line(style.good("HEALTHY") + "  nothing is wrong: " + checked + gaps(diagnosis));
    } else {
      page.line(
          style.severity(diagnosis.worst(), verdict(diagnosis)) + "  " + checked + gaps(diagnosis));
    }
  }

  private static String watched(Diagnosis diagnosis) {
    long seconds = Math.round(diagnosis.window().toMillis() / 1000.0);
    return seconds == 0 ? ", one sample" : ", watched for " + TimeText.count(seconds, "second");
  }

  private static String gaps(Diagnosis diagnosis) {
    int gaps = diagnosis.notChecked().size();
    return gaps == 0 ? "" : ", " + TimeText.count(gaps, "thing") + " not checked";
  }

  /** {@code 1 CRITICAL, 2 WARNINGS}. */
  private static String verdict(Diagnosis diagnosis) {
    StringBuilder verdict = new StringBuilder();
    Severity[] severities = Severity.values();
    for (int i = severities.length - 1; i >= 0; i--) {
      int count = 0;
      for (Finding finding : diagnosis.findings()) {
        count += finding.severity() == severities[i] ? 1 : 0;
      }
      if (count > 0) {
        String plural = count > 1 && severities[i] == Severity.WARNING ? "S" : "";
        verdict.append(verdict.isEmpty() ? "" : ", ").append(count).append(' ');
        verdict.append(severities[i]).append(plural);
      }
    }
    return verdict.toString();
  }

  private void history(TextPage page, TimeText times, List<Finding> history) {
    if (history.isEmpty()) {
      return;
    }
    page.blank().line(style.bold("History") + style.faint("  (seen, and over)"));
    int shown = style.all() ? history.size() : Math.min(HISTORY, history.size());
    for (Finding past : history.subList(0, shown)) {
      String when = past.since() == null ? "" : times.ago(past.since()) + ": ";
      String text =
          when + VisibleText.of(past.cause()) + " (" + VisibleText.of(past.object()) + ")";
      page.labelled(2, "-", 4, text, s -> s);
    }
    more(page, history.size() - shown);
  }

  private void notChecked(TextPage page, List<NotChecked> notChecked) {
    if (notChecked.isEmpty()) {
      return;
    }
    page.blank().line(style.bold("Not checked"));
    int shown = style.all() ? notChecked.size() : Math.min(NOT_CHECKED, notChecked.size());
    for (NotChecked gap : notChecked.subList(0, shown)) {
      page.labelled(
          2, "-", 4, VisibleText.of(gap.what()) + ": " + VisibleText.of(gap.why()), s -> s);
      if (!gap.grant().isEmpty()) {
        page.labelled(4, "->", 7, VisibleText.of(gap.grant()), style::faint);
      }
    }
    more(page, notChecked.size() - shown);
  }

  private void more(TextPage page, int hidden) {
    if (hidden > 0) {
      page.line("    " + style.faint("and " + hidden + " more: --all shows them"));
    }
  }

  private void hint(TextPage page, Diagnosis diagnosis) {
    if (!diagnosis.findings().isEmpty()) {
      String code = VisibleText.of(diagnosis.findings().getFirst().code());
      page.blank();
      page.line(style.faint("What it is, in full: ") + style.command("kdiag explain " + code));
    }
  }
}
