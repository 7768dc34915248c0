package io.kdiag.cli.render;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.cli.engine.Finding.Quote;
import io.kdiag.detector.Remedy;
import io.kdiag.host.VisibleText;
import java.util.List;
import java.util.Locale;

/**
 * One finding on the page:
 *
 * <pre>
 * CRITICAL  FilesystemFull  filesystem//var
 *   /var is full: 0 B of 20 GiB are left.
 *   since     13 minutes ago (02:51:00)
 *   because   03:04:05  statvfs /var
 *                       0 B available
 *   do        See what fills it
 *               du -xh /var | sort -h | tail     [read-only]
 * </pre>
 */
final class FindingText {
  private static final int MARGIN = 2;
  private static final int BODY = 12;
  private static final int QUOTES = 5;
  private static final int QUOTES_BRIEF = 2;
  private static final int SYMPTOMS = 10;
  private static final int QUOTE_LENGTH = 240;

  private final TextPage page;
  private final TextStyle style;
  private final TimeText times;

  FindingText(TextPage page, TextStyle style, TimeText times) {
    this.page = page;
    this.style = style;
    this.times = times;
  }

  /** {@code full}: with every remedy's verification and undoing, and more of the evidence. */
  void write(Finding finding, boolean full) {
    head(finding);
    page.paragraph(MARGIN, VisibleText.of(finding.cause()), style::bold);
    if (finding.since() != null) {
      entry("since", times.ago(finding.since()) + " (" + times.brief(finding.since()) + ")");
    }
    quotes("because", finding.evidence(), full ? QUOTES : QUOTES_BRIEF);
    quotes("but", finding.against(), full ? QUOTES : QUOTES_BRIEF);
    for (String unseen : finding.notChecked()) {
      entry("unseen", VisibleText.of(unseen));
    }
    remedies(finding.remedies(), full);
    symptoms(finding);
  }

  private void head(Finding finding) {
    String sure =
        finding.confidence() == Confidence.CERTAIN
            ? ""
            : " (" + finding.confidence().name().toLowerCase(Locale.ROOT) + ")";
    page.line(
        style.severity(finding.severity(), finding.severity().name())
            + sure
            + "  "
            + style.bold(VisibleText.of(finding.code()))
            + "  "
            + VisibleText.of(finding.object()));
  }

  private void quotes(String label, List<Quote> quotes, int limit) {
    int shown = style.all() ? quotes.size() : Math.min(limit, quotes.size());
    String margin = label;
    for (Quote quote : quotes.subList(0, shown)) {
      String source = times.brief(quote.time()) + "  " + VisibleText.of(quote.source());
      int limitOfText = style.all() ? Integer.MAX_VALUE : QUOTE_LENGTH;
      String text = cut(quote.text(), limitOfText);
      if (BODY + source.length() + 2 + text.length() <= style.width()) {
        page.labelled(MARGIN, margin, BODY, source + "  " + text, s -> paintSource(source, s));
      } else {
        page.labelled(MARGIN, margin, BODY, source, style::faint);
        page.paragraph(BODY + 2, text);
      }
      margin = "";
    }
    if (shown < quotes.size()) {
      page.paragraph(BODY, "and " + (quotes.size() - shown) + " more: --all", style::faint);
    }
  }

  /** Harmless text of at most {@code limit} characters. */
  private static String cut(String text, int limit) {
    String visible = VisibleText.of(text);
    if (visible.length() <= limit) {
      return visible;
    }
    int end = Character.isHighSurrogate(visible.charAt(limit - 4)) ? limit - 4 : limit - 3;
    return visible.substring(0, end) + "...";
  }

  private String paintSource(String source, String line) {
    return style.faint(source) + line.substring(source.length());
  }

  private void remedies(List<Remedy> remedies, boolean full) {
    String margin = "do";
    for (Remedy remedy : remedies) {
      page.labelled(MARGIN, margin, BODY, VisibleText.of(remedy.what()), s -> s);
      margin = "";
      if (!remedy.command().isEmpty()) {
        command("", remedy.command(), "  [" + risk(remedy.risk()) + "]");
      }
      if (full && !remedy.verify().isEmpty()) {
        command("verify: ", remedy.verify(), "");
      }
      if (full && !remedy.undo().isEmpty()) {
        command("undo: ", remedy.undo(), "");
      }
    }
  }

  /** A command is never wrapped: it is there to be copied. */
  private void command(String label, String command, String after) {
    String visible = VisibleText.of(command);
    page.line(" ".repeat(BODY + 2) + style.faint(label) + style.command(visible) + after);
  }

  static String risk(Remedy.Risk risk) {
    return switch (risk) {
      case READ_ONLY -> "read-only";
      case SAFE -> "safe";
      case DISRUPTIVE -> "DISRUPTIVE";
    };
  }

  private void symptoms(Finding finding) {
    List<Finding> below = finding.symptoms();
    int shown = style.all() ? below.size() : Math.min(SYMPTOMS, below.size());
    String margin = "explains";
    for (Finding symptom : below.subList(0, shown)) {
      String text = VisibleText.of(symptom.code() + "  " + symptom.object());
      int room = style.width() - BODY - text.length() - 2;
      String brief =
          room > 30 && !style.all() ? cut(symptom.cause(), room) : VisibleText.of(symptom.cause());
      page.labelled(MARGIN, margin, BODY, text + "  " + brief, s -> s);
      margin = "";
      deeper(symptom);
    }
    if (shown < below.size()) {
      page.paragraph(BODY, "and " + (below.size() - shown) + " more: --all", style::faint);
    }
  }

  private void deeper(Finding symptom) {
    for (Finding below : symptom.symptoms()) {
      page.paragraph(
          BODY + 2, "and so " + VisibleText.of(below.code() + "  " + below.object()), style::faint);
      deeper(below);
    }
  }

  private void entry(String label, String text) {
    page.labelled(MARGIN, label, BODY, text, s -> s);
  }
}
