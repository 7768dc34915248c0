package io.kdiag.detector;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds plain texts of which at least one occurs in every match of an RE2 expression, so that a
 * line without any of them need not be tried. An empty list means that nothing is sure and each
 * line has to be tried.
 *
 * <p>The idea: walk over the expression once; a run of literal characters is a candidate; what may
 * be missing ({@code ?}, {@code *}, <code>{0,}</code>) ends a run and does not count; alternatives
 * count only if each has a candidate. The candidate whose shortest text is longest wins. Whatever
 * is not understood could be anything.
 */
final class RequiredLiterals {
  /** What follows an atom: it stands once, at least once, or perhaps not at all. */
  private enum Times {
    ONCE,
    REPEATED,
    OPTIONAL
  }

  private static final int NOT_LITERAL = -1;
  private static final String CLASS_ESCAPES = "dDsSwWbBAzpPxaftnrvCQE01234567";

  private final String expression;
  private int position;

  private RequiredLiterals(String expression) {
    this.expression = expression;
  }

  static List<String> of(String expression) {
    if (expression.contains("(?i") || expression.contains("\\Q")) {
      return List.of();
    }
    RequiredLiterals walk = new RequiredLiterals(expression);
    List<String> found = walk.alternatives();
    return walk.position == expression.length() ? found : List.of();
  }

  private List<String> alternatives() {
    List<String> all = new ArrayList<>(sequence());
    boolean each = !all.isEmpty();
    while (peek() == '|') {
      position++;
      List<String> next = sequence();
      each &= !next.isEmpty();
      all.addAll(next);
    }
    return each ? all : List.of();
  }

  private List<String> sequence() {
    List<String> best = List.of();
    StringBuilder run = new StringBuilder();
    while (position < expression.length() && peek() != '|' && peek() != ')') {
      int literal = literal();
      List<String> inside = literal == NOT_LITERAL ? compound() : List.of();
      Times times = times();
      if (literal != NOT_LITERAL && times != Times.OPTIONAL) {
        run.append((char) literal);
      }
      if (literal == NOT_LITERAL || times != Times.ONCE) {
        best = better(best, run);
        run.setLength(0);
      }
      if (times != Times.OPTIONAL) {
        best = better(best, inside);
      }
    }
    return better(best, run);
  }

  /** The literal character here, stepped over, or NOT_LITERAL and nothing is stepped over. */
  private int literal() {
    char c = peek();
    if (c == '\\') {
      char escaped = position + 1 < expression.length() ? expression.charAt(position + 1) : 'Q';
      if (CLASS_ESCAPES.indexOf(escaped) >= 0 || escaped >= 128) {
        return NOT_LITERAL;
      }
      position += 2;
      return escaped;
    }
    if (".[(^$*+?{".indexOf(c) >= 0 || c >= 128) {
      return NOT_LITERAL;
    }
    position++;
    return c;
  }

  /**
   * Steps over a group, a class, an escape or any single character; gives the group's own
   * candidates.
   */
  private List<String> compound() {
    char c = peek();
    position++;
    if (c == '(') {
      skipGroupHead();
      List<String> inside = alternatives();
      position++; // the closing parenthesis; past the end, the whole walk is void
      return inside;
    }
    if (c == '[') {
      skipClass();
    } else if (c == '\\') {
      skipEscape();
    }
    return List.of();
  }

  private void skipGroupHead() {
    if (peek() == '?') {
      int named = expression.startsWith("?P<", position) ? expression.indexOf('>', position) : -1;
      int plain = expression.startsWith("?:", position) ? position + 1 : named;
      position = plain < 0 ? expression.length() + 1 : plain + 1;
    }
  }

  private void skipClass() {
    if (peek() == '^') {
      position++;
    }
    if (peek() == ']') {
      position++;
    }
    while (position < expression.length() && peek() != ']') {
      if (expression.startsWith("[:", position)) {
        position = Math.max(position, expression.indexOf(":]", position) + 1);
      } else if (peek() == '\\') {
        position++;
      }
      position++;
    }
    position++;
  }

  private void skipEscape() {
    char escaped = peek();
    position++;
    if ("pPx".indexOf(escaped) >= 0) {
      position = expression.length() + 1; // \p{Greek}, \x{10FFFF}: not worth understanding
    }
  }

  private Times times() {
    Times times =
        switch (peek()) {
          case '*', '?' -> Times.OPTIONAL;
          case '+' -> Times.REPEATED;
          case '{' -> expression.startsWith("{0", position) ? Times.OPTIONAL : Times.REPEATED;
          default -> Times.ONCE;
        };
    if (times == Times.ONCE) {
      return times;
    }
    position =
        peek() == '{' ? Math.max(position, expression.indexOf('}', position)) + 1 : position + 1;
    if (peek() == '?') {
      position++;
    }
    return times;
  }

  private char peek() {
    return position < expression.length() ? expression.charAt(position) : '\0';
  }

  private static List<String> better(List<String> one, CharSequence run) {
    return run.isEmpty() ? one : better(one, List.of(run.toString()));
  }

  private static List<String> better(List<String> one, List<String> other) {
    return shortest(other) > shortest(one) ? other : one;
  }

  private static int shortest(List<String> literals) {
    int shortest = literals.isEmpty() ? 0 : Integer.MAX_VALUE;
    for (String literal : literals) {
      shortest = Math.min(shortest, literal.length());
    }
    return shortest;
  }
}
