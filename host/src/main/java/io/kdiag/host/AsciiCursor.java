package io.kdiag.host;

import java.nio.charset.StandardCharsets;

/**
 * Walks over the lines and words of a kernel file without making strings of what nobody asks for.
 * Words are separated by blanks and tabs; a number is decimal and fits a {@code long}, unsigned
 * 64-bit values above that saturate at {@link Long#MAX_VALUE}.
 */
public final class AsciiCursor {
  private final HostText text;
  private final byte[] bytes;
  private final int end;
  private int position;
  private int line = 1;

  AsciiCursor(HostText text) {
    this.text = text;
    this.bytes = text.bytes();
    this.end = text.length();
  }

  /** Nothing is left at all. */
  public boolean atEnd() {
    return position >= end;
  }

  /** The number of the present line, from 1. */
  public int line() {
    return line;
  }

  /** Nothing but blanks is left on this line. */
  public boolean atLineEnd() {
    skipBlanks();
    return position >= end || bytes[position] == '\n';
  }

  /** Goes to the first byte of the next line. */
  public void nextLine() {
    while (position < end && bytes[position] != '\n') {
      position++;
    }
    if (position < end) {
      position++;
      line++;
    }
  }

  /** Steps over {@code word} if the next word is exactly that (blanks before it are skipped). */
  public boolean skipWord(String word) {
    skipBlanks();
    int after = position + word.length();
    if (after > end || (after < end && !isSpace(bytes[after]))) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (bytes[position + i] != word.charAt(i)) {
        return false;
      }
    }
    position = after;
    return true;
  }

  /** The next word of this line. */
  public String word() throws MalformedTextException {
    skipBlanks();
    int start = position;
    while (position < end && !isSpace(bytes[position])) {
      position++;
    }
    if (start == position) {
      throw malformed("a word");
    }
    return new String(bytes, start, position - start, StandardCharsets.UTF_8);
  }

  /** The next word of this line as a number: digits, perhaps after a minus, and nothing else. */
  public long number() throws MalformedTextException {
    skipBlanks();
    int start = position;
    boolean negative = position < end && bytes[position] == '-';
    if (negative) {
      position++;
    }
    int digits = position;
    long value = 0;
    while (position < end && bytes[position] >= '0' && bytes[position] <= '9') {
      int digit = bytes[position++] - '0';
      value = value > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : value * 10 + digit;
    }
    if (position == digits || (position < end && !isSpace(bytes[position]))) {
      position = start;
      throw malformed("a whole number");
    }
    return negative ? -value : value;
  }

  /** The next word of this line as a decimal fraction such as {@code 0.25}. */
  public double fraction() throws MalformedTextException {
    int before = position;
    String word = word();
    if (!isFraction(word)) {
      position = before;
      throw malformed("a decimal number");
    }
    return Double.parseDouble(word);
  }

  private static boolean isFraction(String word) {
    boolean digit = false;
    int points = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '.') {
        points++;
      } else if (c >= '0' && c <= '9') {
        digit = true;
      } else if (c != '-' || i > 0) {
        return false;
      }
    }
    return digit && points <= 1;
  }

  /** The rest of this line without blanks at its ends, up to but not including the line feed. */
  public String rest() {
    skipBlanks();
    int start = position;
    while (position < end && bytes[position] != '\n') {
      position++;
    }
    return new String(bytes, start, position - start, StandardCharsets.UTF_8).stripTrailing();
  }

  /** An error at the present place: what was expected, and the rest of the line as what came. */
  public MalformedTextException malformed(String expected) {
    int at = line;
    int stop = position;
    while (stop < end && bytes[stop] != '\n') {
      stop++;
    }
    String came = new String(bytes, position, stop - position, StandardCharsets.UTF_8);
    return new MalformedTextException(
        text.path(), at, expected, position >= end ? "the end of the file" : came);
  }

  private void skipBlanks() {
    while (position < end && (bytes[position] == ' ' || bytes[position] == '\t')) {
      position++;
    }
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\n';
  }
}
