package io.kdiag.cli;

import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.render.JsonRenderer;
import io.kdiag.cli.render.MarkdownRenderer;
import io.kdiag.cli.render.Renderer;
import io.kdiag.cli.render.TextRenderer;
import io.kdiag.cli.render.TextStyle;
import io.kdiag.cli.render.YamlRenderer;
import io.kdiag.cli.report.HtmlRenderer;

/** The value of {@code -o}. Lower case, as it is typed. */
enum OutputForm {
  text,
  json,
  yaml,
  markdown,
  html;

  Renderer renderer(TextStyle style, Evidence evidence) {
    return switch (this) {
      case text -> new TextRenderer(style);
      case json -> new JsonRenderer();
      case yaml -> new YamlRenderer();
      case markdown -> new MarkdownRenderer();
      case html -> new HtmlRenderer(evidence);
    };
  }
}
