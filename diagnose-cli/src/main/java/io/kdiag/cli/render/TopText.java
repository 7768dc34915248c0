package io.kdiag.cli.render;

import io.kdiag.cli.cluster.Usage;
import io.kdiag.cli.rules.Quantities;
import io.kdiag.host.VisibleText;
import java.util.List;

/**
 * Usage as a table with bars for the shares:
 *
 * <pre>
 *   cores   of               memory      of
 *    1.52    2 |######    |  6.1 GiB  8 GiB |#######   |  node/k8s-node-1
 * </pre>
 */
public final class TopText {
  private static final int BAR = 10;
  private static final double HIGH = 0.9;
  private static final double RAISED = 0.75;
  private final TextStyle style;

  public TopText(TextStyle style) {
    this.style = style;
  }

  public String of(Usage.Table table, int most) {
    TextPage page = new TextPage(style.width());
    page.line(style.faint("by " + VisibleText.of(table.source())));
    if (table.rows().isEmpty()) {
      return page.line("none").toString();
    }
    page.line(style.bold("   cores      of                 memory        of"));
    List<Usage> shown = table.rows().subList(0, Math.min(most, table.rows().size()));
    for (Usage usage : shown) {
      page.line(row(usage));
    }
    if (shown.size() < table.rows().size()) {
      page.line(style.faint("and " + (table.rows().size() - shown.size()) + " more: --all"));
    }
    return page.toString();
  }

  private String row(Usage usage) {
    return right(Quantities.hundredths(usage.cores()), 8)
        + right(usage.coresOf() > 0 ? Quantities.hundredths(usage.coresOf()) : "-", 8)
        + "  "
        + bar(usage.cores(), usage.coresOf())
        + right(Quantities.bytes(Math.round(usage.memoryBytes())), 10)
        + right(usage.memoryOf() > 0 ? Quantities.bytes(Math.round(usage.memoryOf())) : "-", 10)
        + "  "
        + bar(usage.memoryBytes(), usage.memoryOf())
        + "  "
        + VisibleText.of(usage.object());
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(1, width - text.length())) + text;
  }

  private String bar(double used, double of) {
    if (of <= 0) {
      return " ".repeat(BAR + 2);
    }
    double share = Math.clamp(used / of, 0, 1);
    int full = (int) Math.round(share * BAR);
    String bar = "|" + "#".repeat(full) + " ".repeat(BAR - full) + "|";
    return share >= HIGH
        ? style.paint("31", bar)
        : share >= RAISED ? style.paint("33", bar) : style.paint("32", bar);
  }
}
