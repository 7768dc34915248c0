package io.kdiag.host;

import java.nio.charset.StandardCharsets;

/**
 * Text from a log, made harmless: whoever can write to a log could otherwise move a terminal's
 * cursor, hide characters or start a new line in a report. Line feeds and tabs become blanks, other
 * control and direction characters are shown by their code ({@code \x1b}, {@code \u202e}), bytes
 * that are not UTF-8 become U+FFFD.
 */
public final class VisibleText {
  private static final String HEX = "0123456789abcdef";

  private VisibleText() {}

  /** The bytes from {@code start} to {@code end} as harmless text. */
  public static String of(byte[] bytes, int start, int end) {
    for (int i = start; i < end; i++) {
      if (bytes[i] < ' ' || bytes[i] == 0x7f) {
        return of(new String(bytes, start, end - start, StandardCharsets.UTF_8));
      }
    }
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  /** {@code text} itself where it is harmless already. */
  public static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isHidden(text.charAt(i))) {
        return shown(text);
      }
    }
    return text;
  }

  private static String shown(String text) {
    StringBuilder shown = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\t') {
        shown.append(' ');
      } else if (!isHidden(c)) {
        shown.append(c);
      } else if (c < 0x100) {
        shown.append("\\x").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      } else {
        shown.append("\\u").append(Integer.toHexString(c));
      }
    }
    return shown.toString();
  }

  private static boolean isHidden(char c) {
    return c < ' '
        || (c >= 0x7f && c < 0xa0)
        || (c >= 0x200b && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2060 && c <= 0x206f)
        || c == 0xfeff;
  }
}
