package io.kdiag.cli.render;

import io.kdiag.cli.engine.Diagnosis;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Quote;
import io.kdiag.cli.evidence.Evidence.NotChecked;
import io.kdiag.detector.Remedy;
import io.kdiag.host.VisibleText;
import java.util.List;
import java.util.Locale;

/**
 * A diagnosis as Markdown, to be pasted into a ticket. Everything is shown; what came from the
 * machine stands in code fences that it cannot close, or is escaped.
 */
public final class MarkdownRenderer implements Renderer {

  @Override
  public String render(Diagnosis diagnosis) {
    StringBuilder out = new StringBuilder(8192);
    TimeText times = new TimeText(diagnosis.now());
    out.append("# ").append(escape(diagnosis.subject())).append("\n\n");
    out.append(escape(diagnosis.about())).append("  \n");
    out.append(TimeText.full(diagnosis.now())).append(", ");
    out.append(TimeText.count(diagnosis.checked().size(), "cause")).append(" checked\n");
    if (diagnosis.findings().isEmpty()) {
      out.append("\n**HEALTHY**: nothing is wrong.\n");
    }
    for (Finding finding : diagnosis.findings()) {
      finding(out, finding, times);
    }
    history(out, diagnosis.history(), times);
    notChecked(out, diagnosis.notChecked());
    return out.toString();
  }

  private static void finding(StringBuilder out, Finding finding, TimeText times) {
    String sure = finding.confidence().name().toLowerCase(Locale.ROOT);
    out.append("\n## ").append(finding.severity()).append(": ").append(escape(finding.code()));
    out.append(" (").append(escape(finding.object())).append(")\n\n");
    out.append("**").append(escape(finding.cause())).append("**\n\n");
    out.append("- confidence: ").append(sure).append('\n');
    if (finding.since() != null) {
      out.append("- since: ").append(TimeText.full(finding.since()));
      out.append(" (").append(times.ago(finding.since())).append(")\n");
    }
    for (String unseen : finding.notChecked()) {
      out.append("- not seen: ").append(escape(unseen)).append('\n');
    }
    quotes(out, "Evidence", finding.evidence());
    quotes(out, "Against it", finding.against());
    remedies(out, finding.remedies());
    if (!finding.symptoms().isEmpty()) {
      out.append("\n### What it explains\n\n");
      symptoms(out, finding.symptoms(), "");
    }
  }

  private static void quotes(StringBuilder out, String title, List<Quote> quotes) {
    if (quotes.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    for (Quote quote : quotes) {
      text.append(TimeText.full(quote.time())).append("  ").append(VisibleText.of(quote.source()));
      text.append("  ").append(VisibleText.of(quote.text())).append('\n');
    }
    out.append("\n### ").append(title).append("\n\n");
    fence(out, "text", text.toString());
  }

  private static void remedies(StringBuilder out, List<Remedy> remedies) {
    if (remedies.isEmpty()) {
      return;
    }
    out.append("\n### What to do\n");
    int number = 1;
    for (Remedy remedy : remedies) {
      out.append('\n').append(number++).append(". ").append(escape(remedy.what()));
      out.append(" (").append(FindingText.risk(remedy.risk())).append(")\n\n");
      StringBuilder commands = new StringBuilder();
      command(commands, "", remedy.command());
      command(commands, "# verify:\n", remedy.verify());
      command(commands, "# undo:\n", remedy.undo());
      fence(out, "sh", commands.toString());
    }
  }

  private static void command(StringBuilder out, String label, String command) {
    if (!command.isEmpty()) {
      out.append(label).append(VisibleText.of(command)).append('\n');
    }
  }

  private static void symptoms(StringBuilder out, List<Finding> symptoms, String indent) {
    for (Finding symptom : symptoms) {
      out.append(indent).append("- ").append(symptom.severity()).append(' ');
      out.append(escape(symptom.code())).append(" (").append(escape(symptom.object()));
      out.append("): ").append(escape(symptom.cause())).append('\n');
      symptoms(out, symptom.symptoms(), indent + "  ");
    }
  }

  private static void history(StringBuilder out, List<Finding> history, TimeText times) {
    if (!history.isEmpty()) {
      out.append("\n## History (seen, and over)\n\n");
    }
    for (Finding past : history) {
      String when = past.since() == null ? "" : times.ago(past.since()) + ": ";
      out.append("- ").append(when).append(escape(past.cause())).append(" (");
      out.append(escape(past.object())).append(")\n");
    }
  }

  private static void notChecked(StringBuilder out, List<NotChecked> notChecked) {
    if (!notChecked.isEmpty()) {
      out.append("\n## Not checked\n\n");
    }
    for (NotChecked gap : notChecked) {
      out.append("- ").append(escape(gap.what())).append(": ").append(escape(gap.why()));
      out.append(gap.grant().isEmpty() ? "" : " (" + escape(gap.grant()) + ")").append('\n');
    }
  }

  /** A code fence longer than any run of backticks inside it. */
  private static void fence(StringBuilder out, String language, String text) {
    int longest = 2;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    String fence = "`".repeat(longest + 1);
    out.append(fence).append(language).append('\n').append(text).append(fence).append('\n');
  }

  /** Text that Markdown and HTML leave alone; {@code @} could call people by name. */
  private static String escape(String text) {
    String visible = VisibleText.of(text);
    StringBuilder out = new StringBuilder(visible.length() + 16);
    for (int i = 0; i < visible.length(); i++) {
      char c = visible.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '@' -> out.append("&#64;");
        case '\\', '`', '*', '_', '[', ']', '#', '|', '~', '!' -> out.append('\\').append(c);
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}
