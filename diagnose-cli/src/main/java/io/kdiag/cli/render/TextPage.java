package io.kdiag.cli.render;

import java.util.function.UnaryOperator;

/**
 * Lines of text with a label in the margin and a wrapped body beside it:
 *
 * <pre>
 *   since     13 minutes ago
 *   because   /var has 0 B of 20 GiB left, and what is written to
 *             it fails
 * </pre>
 */
final class TextPage {
  private final StringBuilder out = new StringBuilder(4096);
  private final int width;

  TextPage(int width) {
    this.width = width;
  }

  /** A line as it is. */
  TextPage line(String text) {
    out.append(text).append('\n');
    return this;
  }

  TextPage blank() {
    return line("");
  }

  /** {@code text} wrapped to the width, all lines moved in by {@code indent}. */
  TextPage paragraph(int indent, String text, UnaryOperator<String> look) {
    return labelled(indent, "", indent, text, look);
  }

  TextPage paragraph(int indent, String text) {
    return paragraph(indent, text, UnaryOperator.identity());
  }

  /**
   * {@code label} moved in by {@code indent}, then from column {@code column} on the wrapped text.
   */
  TextPage labelled(int indent, String label, int column, String text, UnaryOperator<String> look) {
    int room = Math.max(20, width - column);
    pad(indent).append(label);
    pad(column - indent - label.length());
    int start = 0;
    while (text.length() - start > room) {
      int end = breakBefore(text, start, room);
      out.append(look.apply(text.substring(start, end).stripTrailing())).append('\n');
      start = end;
      while (start < text.length() && text.charAt(start) == ' ') {
        start++;
      }
      pad(column);
    }
    out.append(look.apply(text.substring(start))).append('\n');
    return this;
  }

  /** Where to break: at the last blank that fits, or in the middle of a word that never fits. */
  private static int breakBefore(String text, int start, int room) {
    int blank = text.lastIndexOf(' ', start + room);
    if (blank > start) {
      return blank;
    }
    int end = start + room;
    return Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
  }

  private StringBuilder pad(int columns) {
    return out.repeat(' ', Math.max(0, columns));
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
