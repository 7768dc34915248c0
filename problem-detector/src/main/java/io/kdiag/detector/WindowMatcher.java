package io.kdiag.detector;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Matches imported rules that may span lines against the last lines of a log, joined. As with
 * single lines, only those are tried of which a required text occurs, here in any line of the
 * window. Immutable, safe for many threads; the window is the caller's.
 */
final class WindowMatcher {
  private final List<ImportedRule> rules;
  private final List<Pattern> patterns = new ArrayList<>();
  private final LiteralScan literals;
  private final BitSet always = new BitSet();
  private final int lines;

  WindowMatcher(List<ImportedRule> rules) {
    this.rules = List.copyOf(rules);
    List<String> texts = new ArrayList<>();
    List<Integer> owners = new ArrayList<>();
    int most = 1;
    for (int i = 0; i < rules.size(); i++) {
      ImportedRule rule = rules.get(i);
      patterns.add(Pattern.compile(rule.expression()));
      most = Math.max(most, rule.lines());
      List<String> required = RequiredLiterals.of(rule.pattern());
      if (required.isEmpty()) {
        always.set(i);
      }
      for (String text : required) {
        // Of a text over several lines, each piece must occur: one of them is enough to ask for.
        texts.add(longestPiece(text));
        owners.add(i);
        if (longestPiece(text).isEmpty()) {
          always.set(i);
        }
      }
    }
    texts.replaceAll(text -> text.isEmpty() ? "\n" : text);
    this.literals = new LiteralScan(texts, owners);
    this.lines = most;
  }

  private static String longestPiece(String text) {
    return List.of(text.split("\n", -1)).stream()
        .max(Comparator.comparingInt(String::length))
        .orElse("");
  }

  /** The rules that match up to the end of {@code text}, now the window's last line. */
  List<LineMatcher.Match> match(String text, LineWindow window) {
    String line =
        text.length() <= LineMatcher.MAX_LINE ? text : text.substring(0, LineMatcher.MAX_LINE);
    window.push(line, literals.owners(line, line.length()), lines);
    BitSet candidates = window.candidates();
    if (candidates == null) {
      if (always.isEmpty()) {
        return List.of();
      }
      candidates = always;
    } else {
      candidates.or(always);
    }
    List<LineMatcher.Match> matches = new ArrayList<>(1);
    for (int i = candidates.nextSetBit(0); i >= 0; i = candidates.nextSetBit(i + 1)) {
      LineMatcher.Match match = match(i, window);
      if (match != null) {
        matches.add(match);
      }
    }
    return matches;
  }

  private LineMatcher.@Nullable Match match(int i, LineWindow window) {
    ImportedRule rule = rules.get(i);
    String joined = window.joined(rule.lines());
    Matcher matcher = patterns.get(i).matcher(joined);
    if (!matcher.find()) {
      return null;
    }
    Map<String, String> details = new HashMap<>();
    for (String name : matcher.pattern().namedGroups().keySet()) {
      String value = matcher.group(name);
      if (value != null && !value.isEmpty()) {
        details.put(name, value);
      }
    }
    details.put("message", window.tail(joined.length() - matcher.start()));
    return new LineMatcher.Match(
        new LineMatcher.Entry(rule.problem(), rule.pattern(), LineMatcher.Meaning.SHOWS), details);
  }
}
