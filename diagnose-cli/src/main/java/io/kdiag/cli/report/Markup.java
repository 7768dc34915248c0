package io.kdiag.cli.report;

import io.kdiag.host.VisibleText;

/**
 * HTML put together piece by piece. Only {@link #raw} takes markup, and only constants of this
 * package are given to it; all else is escaped, so that no text can become an element, an attribute
 * or a control character.
 */
final class Markup {
  private final StringBuilder out = new StringBuilder(32_768);

  /** Markup as it is. */
  Markup raw(String markup) {
    out.append(markup);
    return this;
  }

  Markup raw(double number) {
    long tenths = Math.round(number * 10);
    out.append(tenths / 10);
    if (tenths % 10 != 0) {
      out.append('.').append(Math.abs(tenths % 10));
    }
    return this;
  }

  /** Text, in an element or in an attribute between double quotes. */
  Markup text(String text) {
    String visible = VisibleText.of(text);
    for (int i = 0; i < visible.length(); i++) {
      char c = visible.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return this;
  }

  /** {@code <name class="style">text</name>}; {@code style} may be empty. */
  Markup element(String name, String style, String text) {
    open(name, style);
    text(text);
    return close(name);
  }

  Markup open(String name, String style) {
    out.append('<').append(name);
    if (!style.isEmpty()) {
      out.append(" class=\"").append(style).append('"');
    }
    out.append('>');
    return this;
  }

  Markup close(String name) {
    out.append("</").append(name).append(">\n");
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
