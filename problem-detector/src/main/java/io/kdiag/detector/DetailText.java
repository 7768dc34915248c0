package io.kdiag.detector;

import java.util.Locale;
import java.util.Map;

/** Titles and commands of the catalogue with the details of one case in them. */
public final class DetailText {
  private DetailText() {}

  /** Puts details in the place of {@code {name}}: {@code NAME} where one is not known. */
  public static String fill(String text, Map<String, String> details) {
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
