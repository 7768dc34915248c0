package io.kdiag.cli.report;

import io.kdiag.cli.engine.Diagnosis;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.Evidence.NotChecked;
import io.kdiag.cli.render.Renderer;
import io.kdiag.cli.render.TimeText;
import io.kdiag.cli.timeline.Around;
import io.kdiag.cli.timeline.Timeline;
import io.kdiag.detector.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A diagnosis as one page for a browser: findings, time line, plots. It asks for nothing from
 * anywhere and runs no script; its content security policy holds it to that, so that even a mistake
 * in escaping could not be used. Light and dark, and fit to be printed.
 */
public final class HtmlRenderer implements Renderer {
  private final Evidence evidence;
  private final Markup page = new Markup();

  public HtmlRenderer(Evidence evidence) {
    this.evidence = evidence;
  }

  @Override
  public String render(Diagnosis diagnosis) {
    TimeText times = new TimeText(diagnosis.now());
    head(diagnosis);
    verdict(diagnosis);
    FindingSection findings = new FindingSection(page, times);
    for (int i = 0; i < diagnosis.findings().size(); i++) {
      findings.write(diagnosis.findings().get(i), i + 1);
    }
    gauges();
    plots(diagnosis);
    new TimelineSection(page, times)
        .write(Timeline.of(evidence).about(Around.subjectOf(evidence)), begins(diagnosis));
    history(diagnosis, times);
    notChecked(diagnosis.notChecked());
    page.raw("<footer>");
    page.text("kdiag " + evidence.kdiagVersion() + " looked for ")
        .text(TimeText.count(diagnosis.checked().size(), "cause"))
        .raw(
            ". <code>kdiag explain CODE</code> tells what each is.</footer>\n</main></body></html>\n");
    return page.toString();
  }

  private void head(Diagnosis diagnosis) {
    String style = style();
    page.raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
        .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        .raw("style-src 'sha256-")
        .raw(hash(style))
        .raw("'; base-uri 'none'; form-action 'none'\">\n")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
        .raw("<meta name=\"referrer\" content=\"no-referrer\">\n<title>")
        .text(diagnosis.subject() + ": " + verdictText(diagnosis))
        .raw("</title>\n<style>")
        .raw(style)
        .raw("</style></head>\n<body><main>\n");
  }

  private void verdict(Diagnosis diagnosis) {
    boolean healthy = diagnosis.findings().isEmpty();
    page.raw("<header class=\"")
        .raw(healthy ? "good" : style(diagnosis.worst()))
        .raw("\"><p class=\"verdict\">")
        .text(verdictText(diagnosis))
        .raw("</p>\n");
    page.element("h1", "", diagnosis.subject()).element("p", "about", diagnosis.about());
    page.element("p", "about", TimeText.full(diagnosis.now()) + watched(diagnosis));
    page.raw("</header>\n");
    if (diagnosis.findings().size() > 1) {
      contents(diagnosis.findings());
    }
  }

  private void contents(List<Finding> findings) {
    page.raw("<nav aria-label=\"findings\"><ol>\n");
    for (int i = 0; i < findings.size(); i++) {
      Finding finding = findings.get(i);
      page.raw("<li class=\"")
          .raw(style(finding.severity()))
          .raw("\"><a href=\"#f" + (i + 1) + "\">");
      page.text(finding.code()).raw("</a> ").element("span", "object", finding.object());
      page.raw("</li>\n");
    }
    page.raw("</ol></nav>\n");
  }

  private static String watched(Diagnosis diagnosis) {
    long seconds = Math.round(diagnosis.window().toMillis() / 1e3);
    return seconds == 0 ? "" : ", watched for " + TimeText.count(seconds, "second");
  }

  private static String verdictText(Diagnosis diagnosis) {
    if (diagnosis.findings().isEmpty()) {
      return "Healthy: nothing is wrong";
    }
    List<String> counts = new ArrayList<>();
    for (Severity severity : List.of(Severity.CRITICAL, Severity.WARNING, Severity.INFO)) {
      long count = diagnosis.findings().stream().filter(f -> f.severity() == severity).count();
      if (count > 0) {
        String plural = count > 1 && severity == Severity.WARNING ? "s" : "";
        counts.add(count + " " + style(severity) + plural);
      }
    }
    return String.join(", ", counts);
  }

  static String style(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "critical";
      case WARNING -> "warning";
      case INFO -> "info";
    };
  }

  private static List<Instant> begins(Diagnosis diagnosis) {
    List<Instant> begins = new ArrayList<>();
    for (Finding finding : diagnosis.findings()) {
      if (finding.since() != null) {
        begins.add(finding.since());
      }
    }
    return begins;
  }

  private void gauges() {
    List<Gauge> gauges = Gauges.of(evidence.host());
    if (gauges.isEmpty()) {
      return;
    }
    page.raw("<section><h2>The machine</h2>\n<table class=\"gauges\">\n");
    for (Gauge gauge : gauges) {
      page.raw("<tr>").element("th", "", gauge.name()).raw("<td class=\"bar\">");
      page.raw("<svg viewBox=\"0 0 200 12\" preserveAspectRatio=\"none\" aria-hidden=\"true\">")
          .raw("<rect class=\"track\" width=\"200\" height=\"12\"/><rect class=\"")
          .raw(gauge.style())
          .raw("\" height=\"12\" width=\"")
          .raw(200 * gauge.share())
          .raw("\"/></svg></td>");
      page.element("td", "", gauge.text()).raw("</tr>\n");
    }
    page.raw("</table></section>\n");
  }

  private void plots(Diagnosis diagnosis) {
    if (evidence.series().isEmpty()) {
      return;
    }
    page.raw("<section><h2>The last hour</h2>\n<div class=\"plots\">\n");
    Plot plot = new Plot(page, begins(diagnosis));
    evidence.series().forEach(plot::draw);
    page.raw("</div></section>\n");
  }

  private void history(Diagnosis diagnosis, TimeText times) {
    if (diagnosis.history().isEmpty()) {
      return;
    }
    page.raw("<section><h2>Seen, and over</h2>\n<ul>\n");
    for (Finding past : diagnosis.history()) {
      page.open("li", "").element("strong", "", past.code());
      page.text(" " + past.object() + ": " + past.cause());
      page.text(past.since() == null ? "" : " (" + times.ago(past.since()) + ")").close("li");
    }
    page.raw("</ul></section>\n");
  }

  private void notChecked(List<NotChecked> gaps) {
    if (gaps.isEmpty()) {
      return;
    }
    page.raw("<section><h2>Not checked</h2>\n<ul>\n");
    for (NotChecked gap : gaps) {
      page.open("li", "").element("strong", "", gap.what()).text(": " + gap.why());
      if (!gap.grant().isEmpty()) {
        page.raw("<br>").element("span", "grant", gap.grant());
      }
      page.close("li");
    }
    page.raw("</ul></section>\n");
  }

  private static String style() {
    try (InputStream in = HtmlRenderer.class.getResourceAsStream("/report/report.css")) {
      if (in == null) {
        throw new IllegalStateException("report.css is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String style) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
