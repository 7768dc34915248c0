package io.kdiag.cli.logs;

/**
 * A line without what differs from one time to the next: times, numbers, hexadecimal words, uuids,
 * addresses and paths each become one sign. Cheap, and most of what grouping gains.
 *
 * <pre>
 * 10.1.2.3:5432 refused after 30ms (id 6f1c2d3e-...)   ->  &lt;addr> refused after &lt;num> (id &lt;id>)
 * </pre>
 */
public final class Masking {
  static final String ANY = "<*>";
  private static final int LOOKED_AT = 2000;

  private Masking() {}

  public static String mask(String line) {
    int end = Math.min(line.length(), LOOKED_AT);
    StringBuilder out = new StringBuilder(end);
    int at = 0;
    while (at < end) {
      char c = line.charAt(at);
      if (!isWord(c)) {
        out.append(c);
        at++;
        continue;
      }
      int start = at;
      while (at < end && isWord(line.charAt(at))) {
        at++;
      }
      int last = at;
      while (last > start + 1 && ".:-/,".indexOf(line.charAt(last - 1)) >= 0) {
        last--;
      }
      out.append(word(line, start, last)).append(line, last, at);
    }
    return out.toString();
  }

  private static CharSequence word(String line, int start, int end) {
    int digits = 0;
    int letters = 0;
    int beyondHex = 0;
    int dashes = 0;
    int slashes = 0;
    for (int i = start; i < end; i++) {
      char c = line.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      digits += digit ? 1 : 0;
      letters += isLetter(c) ? 1 : 0;
      beyondHex += isLetter(c) && (c | 0x20) > 'f' ? 1 : 0;
      dashes += c == '-' ? 1 : 0;
      slashes += c == '/' ? 1 : 0;
    }
    int length = end - start;
    if (slashes > 0 && line.charAt(start) == '/') {
      return length > 1 ? "<path>" : "/";
    }
    if (digits == 0) {
      return line.substring(start, end);
    }
    if (beyondHex == 0 && letters > 0 && (length >= 12 || (dashes == 4 && length >= 32))) {
      return "<id>";
    }
    if (isAddress(line, start, end)) {
      return "<addr>";
    }
    if (letters == 0 || isDigit(line.charAt(start)) || line.charAt(start) == '-') {
      return "<num>";
    }
    return line.startsWith("0x", start) ? "<num>" : withoutNumbers(line, start, end);
  }

  /** {@code cart-0}, {@code worker12}: what is named stays, its number goes. */
  private static CharSequence withoutNumbers(String line, int start, int end) {
    StringBuilder out = new StringBuilder(end - start);
    int at = start;
    while (at < end) {
      int first = at;
      while (at < end && isDigit(line.charAt(at))) {
        at++;
      }
      out.append(at > first ? "<num>" : "");
      if (at < end) {
        out.append(line.charAt(at++));
      }
    }
    return out;
  }

  /** Four numbers with dots between them, with or without a port. */
  private static boolean isAddress(String line, int start, int end) {
    int dots = 0;
    for (int i = start; i < end; i++) {
      char c = line.charAt(i);
      dots += c == '.' ? 1 : 0;
      if (!isDigit(c) && c != '.' && c != ':' && c != '/') {
        return false;
      }
    }
    return dots == 3;
  }

  private static boolean isWord(char c) {
    return isLetter(c) || isDigit(c) || "_.:-/".indexOf(c) >= 0 || c > 0x7f;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
