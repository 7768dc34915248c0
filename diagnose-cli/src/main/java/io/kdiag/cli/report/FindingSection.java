package io.kdiag.cli.report;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.cli.engine.Finding.Quote;
import io.kdiag.cli.render.TimeText;
import io.kdiag.detector.Remedy;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One finding on the page, with its evidence, remedies and symptoms. */
final class FindingSection {
  private static final int QUOTES_SHOWN = 6;

  private final Markup page;
  private final TimeText times;

  FindingSection(Markup page, TimeText times) {
    this.page = page;
    this.times = times;
  }

  void write(Finding finding, int number) {
    page.raw(
        "<article class=\""
            + HtmlRenderer.style(finding.severity())
            + "\" id=\"f"
            + number
            + "\">\n");
    page.raw("<p class=\"tags\">").element("span", "severity", finding.severity().name());
    if (finding.confidence() != Confidence.CERTAIN) {
      page.element("span", "sure", finding.confidence().name().toLowerCase(Locale.ROOT));
    }
    page.element("span", "code", finding.code()).element("span", "object", finding.object());
    page.raw("</p>\n").element("h2", "cause", finding.cause());
    if (finding.since() != null) {
      page.element(
          "p",
          "since",
          "since " + TimeText.full(finding.since()) + ", " + times.ago(finding.since()));
    }
    quotes("Because", finding.evidence());
    quotes("But", finding.against());
    remedies(finding.remedies());
    if (!finding.symptoms().isEmpty()) {
      page.element("h3", "", "It explains");
      symptoms(finding.symptoms());
    }
    if (!finding.notChecked().isEmpty()) {
      page.element("h3", "", "Not seen").raw("<ul>\n");
      finding.notChecked().forEach(unseen -> page.element("li", "", unseen));
      page.raw("</ul>\n");
    }
    page.close("article");
  }

  private void quotes(String title, List<Quote> quotes) {
    if (quotes.isEmpty()) {
      return;
    }
    page.element("h3", "", title);
    int shown = Math.min(QUOTES_SHOWN, quotes.size());
    quoteTable(quotes.subList(0, shown));
    if (shown < quotes.size()) {
      page.raw("<details>").element("summary", "", (quotes.size() - shown) + " more");
      quoteTable(quotes.subList(shown, quotes.size()));
      page.raw("</details>\n");
    }
  }

  private void quoteTable(List<Quote> quotes) {
    page.raw("<table class=\"quotes\">\n");
    for (Quote quote : quotes) {
      page.open("tr", "").element("td", "time", times.brief(quote.time()));
      page.element("td", "from", quote.source()).element("td", "words", quote.text());
      page.close("tr");
    }
    page.close("table");
  }

  private void remedies(List<Remedy> remedies) {
    if (remedies.isEmpty()) {
      return;
    }
    page.element("h3", "", "What to do").raw("<ol class=\"remedies\">\n");
    for (Remedy remedy : remedies) {
      page.open("li", "").text(remedy.what());
      command("", remedy.command(), remedy);
      command("verify", remedy.verify(), null);
      command("undo", remedy.undo(), null);
      page.close("li");
    }
    page.raw("</ol>\n");
  }

  private void command(String label, String command, @Nullable Remedy remedy) {
    if (command.isEmpty()) {
      return;
    }
    page.open("div", "command");
    if (!label.isEmpty()) {
      page.element("span", "label", label);
    }
    page.element("code", "", command);
    if (remedy != null) {
      String risk = remedy.risk().name().toLowerCase(Locale.ROOT).replace('_', '-');
      page.element("span", "risk " + risk, risk);
    }
    page.close("div");
  }

  private void symptoms(List<Finding> symptoms) {
    page.raw("<ul class=\"symptoms\">\n");
    for (Finding symptom : symptoms) {
      page.open("li", HtmlRenderer.style(symptom.severity()));
      page.element("span", "code", symptom.code()).element("span", "object", symptom.object());
      page.element("div", "", symptom.cause());
      if (!symptom.symptoms().isEmpty()) {
        symptoms(symptom.symptoms());
      }
      page.close("li");
    }
    page.raw("</ul>\n");
  }
}
