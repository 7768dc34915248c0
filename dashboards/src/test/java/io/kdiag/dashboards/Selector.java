package io.kdiag.dashboards;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A vector selector of a PromQL expression. Here each is written with braces, so a pattern finds
 * them; {@link #withoutBraces} tells what was not.
 *
 * @param function the function that it is handed to; empty: none
 * @param matchers what stands between the braces
 * @param range what stands between the brackets; empty: none
 */
public record Selector(String function, String name, String matchers, String range) {
  private static final Pattern SELECTOR =
      Pattern.compile(
          "(?:(?<function>\\w+)\\()?(?<name>[a-zA-Z_:][\\w:]*)\\{(?<matchers>(?:[^}\"]|\"[^\"]*\")*)\\}(?:\\[(?<range>[^\\]]*)\\])?");

  private static final Pattern LABELS =
      Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");

  private static final Pattern WORD = Pattern.compile("[a-zA-Z_:][\\w:]*(?!\\s*\\()\\b");

  private static final Set<String> KEYWORDS =
      Set.of("and", "or", "unless", "offset", "by", "without", "on", "bool", "e6", "e9");

  /** All of an expression's, in its order. */
  public static List<Selector> of(String expr) {
    return SELECTOR.matcher(expr).results().map(Selector::of).toList();
  }

  private static Selector of(MatchResult found) {
    String function = found.group("function");
    String range = found.group("range");
    return new Selector(
        function == null ? "" : function,
        found.group("name"),
        found.group("matchers"),
        range == null ? "" : range);
  }

  /** Words that may be names of metrics and have no braces. */
  public static Set<String> withoutBraces(String expr) {
    String rest = SELECTOR.matcher(expr).replaceAll(found -> keepCall(found.group("function")));
    rest = LABELS.matcher(rest).replaceAll(" ").replaceAll("\"[^\"]*\"|\\[[^\\]]*\\]", " ");
    rest = rest.replaceAll("offset\\s+\\w+|\\$\\w+|\\b[0-9][\\w.]*", " ");
    Set<String> words = new TreeSet<>();
    for (Matcher word = WORD.matcher(rest); word.find(); ) {
      if (!KEYWORDS.contains(word.group()) && !called(rest, word.end())) {
        words.add(word.group());
      }
    }
    return words;
  }

  private static String keepCall(String function) {
    return function == null ? " " : function + "( ";
  }

  private static boolean called(String text, int end) {
    String after = text.substring(end).stripLeading();
    return after.startsWith("(");
  }
}
