package io.kdiag.detector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes an RE2 expression in the JDK's syntax, so that it means the same with {@code UNIX_LINES}:
 * groups are numbered by name ({@code n0}, {@code n1}), since the JDK's names hold no underscore;
 * {@code $} is the very end; {@code \s} has no vertical tab. What cannot be written so, or would
 * recurse in the JDK's engine (a repeated group), is not translated at all.
 */
final class JdkSyntax {
  static final String GROUP = "n";
  private static final String BLANKS = "\\t\\n\\f\\r ";

  private final String expression;
  private final List<String> names;
  private final StringBuilder out = new StringBuilder();
  private int at;

  private JdkSyntax(String expression, List<String> names) {
    this.expression = expression;
    this.names = names;
  }

  /** Null where RE2 must do it; {@code names} is filled with the groups' names, in their order. */
  static @Nullable String translate(String expression, List<String> names) {
    JdkSyntax walk = new JdkSyntax(expression, names);
    while (walk.at < expression.length()) {
      if (!walk.step()) {
        return null;
      }
    }
    return walk.out.toString();
  }

  private boolean step() {
    return switch (expression.charAt(at)) {
      case '\\' -> escape(false);
      case '[' -> characterClass();
      case '(' -> group();
      case ')' -> copy() && !isNext("*+{");
      case '*', '+', '?' -> copy() && !isNext("*+");
      case '}' -> copy() && !isNext("+");
      case '$' -> {
        out.append("\\z");
        at++;
        yield true;
      }
      default -> copy();
    };
  }

  private boolean isNext(String any) {
    return at < expression.length() && any.indexOf(expression.charAt(at)) >= 0;
  }

  private boolean group() {
    if (peek(1) != '?') {
      copy();
      return true;
    }
    if (expression.startsWith("(?:", at)) {
      out.append("(?:");
      at += 3;
      return true;
    }
    int end = expression.startsWith("(?P<", at) ? expression.indexOf('>', at) : -1;
    if (end < 0) {
      return false;
    }
    out.append("(?<").append(GROUP).append(names.size()).append('>');
    names.add(expression.substring(at + 4, end));
    at = end + 1;
    return true;
  }

  private boolean characterClass() {
    copy();
    if (peek(0) == '^') {
      copy();
    }
    if (peek(0) == ']') {
      out.append("\\]");
      at++;
    }
    while (at < expression.length() && peek(0) != ']') {
      char c = peek(0);
      if (c == '[' || c == '&') {
        return false;
      }
      if (c != '\\') {
        copy();
      } else if (!escape(true)) {
        return false;
      }
    }
    if (at < expression.length()) {
      copy();
      return true;
    }
    return false;
  }

  private boolean escape(boolean inClass) {
    return switch (peek(1)) {
      case 's' -> instead(inClass ? BLANKS : "[" + BLANKS + "]");
      case 'S' -> !inClass && instead("[^" + BLANKS + "]");
      case 'C', 'Q', 'E', 'p', 'P', 'v', '\0' -> false;
      default -> {
        copy();
        yield copy();
      }
    };
  }

  private boolean instead(String text) {
    out.append(text);
    at += 2;
    return true;
  }

  /** Always true: it can be written as it is. */
  private boolean copy() {
    out.append(expression.charAt(at++));
    return true;
  }

  private char peek(int ahead) {
    return at + ahead < expression.length() ? expression.charAt(at + ahead) : '\0';
  }
}
