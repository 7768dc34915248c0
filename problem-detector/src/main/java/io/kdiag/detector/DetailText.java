package io.kdiag.detector;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Locale;
import java.util.Map;

/** Titles and commands of the catalogue with the details of one case in them. */
public final class DetailText {
  /** {@code [[ ... {name} ...]]}; a shell's own brackets hold no such name. */
  private static final Pattern OPTIONAL =
      Pattern.compile("\\[\\[([^\\[\\]{}]*\\{([a-z_]+)\\}[^\\[\\]{}]*)\\]\\]");

  private static final Pattern NAME = Pattern.compile("\\{([a-z_]+)\\}");

  private DetailText() {}

  /**
   * Puts details in the place of {@code {name}}: {@code NAME} where one is not known. {@code [[, by
   * {name}]]} is left out as a whole where it is not.
   */
  public static String fill(String text, Map<String, String> details) {
    Matcher optional = OPTIONAL.matcher(text);
    StringBuilder kept = new StringBuilder();
    int at = 0;
    while (optional.find()) {
      kept.append(text, at, optional.start());
      kept.append(details.containsKey(optional.group(2)) ? optional.group(1) : "");
      at = optional.end();
    }
    return filled(kept.append(text, at, text.length()).toString(), details);
  }

  /** Whether all that {@code text} names outside of its optional parts is known. */
  static boolean isFilled(String text, Map<String, String> details) {
    Matcher name = NAME.matcher(OPTIONAL.matcher(text).replaceAll(""));
    while (name.find()) {
      if (!details.containsKey(name.group(1))) {
        return false;
      }
    }
    return true;
  }

  private static String filled(String text, Map<String, String> details) {
    StringBuilder filled = new StringBuilder();
    int at = 0;
    for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', at)) {
      int close = text.indexOf('}', open);
      String name = close < 0 ? "" : text.substring(open + 1, close);
      boolean isName =
          !name.isEmpty() && name.chars().allMatch(c -> c == '_' || (c >= 'a' && c <= 'z'));
      int end = isName ? close + 1 : open + 1;
      filled.append(text, at, open);
      filled.append(isName ? details.getOrDefault(name, name.toUpperCase(Locale.ROOT)) : "{");
      at = end;
    }
    return filled.append(text, at, text.length()).toString();
  }
}
