package io.kdiag.detector;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * One RE2 expression, looked for in a line in bounded time. The JDK's engine is tried first, which
 * is ten times as fast on most lines but backtracks: it may look at a character as often as {@value
 * #LOOKS_EACH} times the line is long, which hostile lines alone need, and then RE2 begins anew,
 * whose time is linear. Both find the leftmost match of the first alternative that has one, so that
 * it does not matter which of them did. Expressions that mean another thing to the JDK, or repeat a
 * group (its engine recurses for each repetition), are RE2's alone.
 *
 * <p>Immutable but for what is compiled when first needed; safe for many threads.
 */
final class LineExpression {
  static final int LOOKS_EACH = 32;
  private static final int LOOKS_FIRST = 1000;

  private final String expression;
  private final List<String> names;
  private final java.util.regex.@Nullable Pattern fast;
  private @Nullable Pattern linear;

  private LineExpression(
      String expression, List<String> names, java.util.regex.@Nullable Pattern fast) {
    this.expression = expression;
    this.names = names;
    this.fast = fast;
  }

  static LineExpression of(String expression) {
    List<String> names = new ArrayList<>();
    String translated = JdkSyntax.translate(expression, names);
    if (translated == null) {
      return new LineExpression(expression, List.of(), null);
    }
    try {
      int flags = java.util.regex.Pattern.UNIX_LINES;
      var fast = java.util.regex.Pattern.compile(translated, flags);
      return new LineExpression(expression, List.copyOf(names), fast);
    } catch (PatternSyntaxException e) {
      // The JDK's syntax has less there: RE2 has it alone.
      return new LineExpression(expression, List.of(), null);
    }
  }

  boolean isFast() {
    return fast != null;
  }

  /** The values of its named groups where it is found, empty ones left out; null: not found. */
  @Nullable Map<String, String> find(String line) {
    if (fast == null) {
      return findLinear(line);
    }
    try {
      Matcher matcher = fast.matcher(new Metered(line));
      return matcher.find() ? details(matcher) : null;
    } catch (Exhausted e) {
      return findLinear(line);
    }
  }

  private Map<String, String> details(Matcher matcher) {
    if (names.isEmpty()) {
      return Map.of();
    }
    Map<String, String> details = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      put(details, names.get(i), matcher.group(JdkSyntax.GROUP + i));
    }
    return details;
  }

  @Nullable Map<String, String> findLinear(String line) {
    com.google.re2j.Matcher matcher = linear().matcher(line);
    if (!matcher.find()) {
      return null;
    }
    Map<String, String> details = new TreeMap<>();
    for (String name : matcher.pattern().namedGroups().keySet()) {
      put(details, name, matcher.group(name));
    }
    return details;
  }

  private static void put(Map<String, String> details, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      details.put(name, value);
    }
  }

  private synchronized Pattern linear() {
    Pattern compiled = linear;
    if (compiled == null) {
      compiled = Pattern.compile(expression);
      linear = compiled;
    }
    return compiled;
  }

  /** A line that may be looked at only so often. */
  private static final class Metered implements CharSequence {
    private final String text;
    private int left;

    Metered(String text) {
      this.text = text;
      this.left = LOOKS_FIRST + LOOKS_EACH * text.length();
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (--left < 0) {
        throw new Exhausted();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Exhausted() {
      super("looked too often", null, false, false);
    }
  }
}
