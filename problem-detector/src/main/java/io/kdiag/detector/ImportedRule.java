package io.kdiag.detector;

/**
 * A pattern from a file of node-problem-detector's, for the lines of {@code log} (as {@link
 * SourceLine#rules}): it must match up to the end of the last of the last {@code lines} lines,
 * joined by line feeds.
 */
record ImportedRule(String log, Problem problem, String pattern, int lines) {
  /** As node-problem-detector does, also where an alternative is then not bound to the end. */
  String expression() {
    return pattern + "\\z";
  }

  /**
   * Whether a match could hold more than the last line, or depend on one before it: what could
   * stand for a line feed, or asks for the beginning of the text. When in doubt, yes.
   */
  boolean spansLines() {
    if (lines < 2) {
      return false;
    }
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      char next = i + 1 < pattern.length() ? pattern.charAt(i + 1) : '\0';
      boolean negated = c == '[' && (next == '^' || next == '[' || next == ':');
      boolean flags = c == '(' && next == '?' && "P:".indexOf(peek(i + 2)) < 0;
      boolean escape = c == '\\' && "nsWDBbAQCxpPvzr0123456789".indexOf(next) >= 0;
      if (negated || flags || escape || c == '^' || c == '\n' || (c == ':' && next == ']')) {
        return true;
      }
      i += c == '\\' ? 1 : 0;
    }
    return false;
  }

  private char peek(int at) {
    return at < pattern.length() ? pattern.charAt(at) : 'P';
  }
}
