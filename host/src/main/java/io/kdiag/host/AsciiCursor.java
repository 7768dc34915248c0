package io.kdiag.host;

import java.nio.charset.StandardCharsets;

/**
 * Walks over the lines and words of a kernel file without making strings of what nobody asks for.
 * Words are separated by blanks and tabs; a number is decimal and fits a {@code long}, unsigned
 * 64-bit values above that saturate at {@link Long#MAX_VALUE}.
 */
public final class AsciiCursor {
  /** Of an unsigned number of 64 bits. What is longer is not a number of the kernel's. */
  private static final int MOST_DIGITS = 20;

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
    int before = position;
    boolean found = skipPrefix(word) && (position == end || isSpace(bytes[position]));
    position = found ? position : before;
    return found;
  }

  /** Steps over {@code prefix} if the next word begins with it. */
  public boolean skipPrefix(String prefix) {
    skipBlanks();
    if (position + prefix.length() > end) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      if (bytes[position + i] != prefix.charAt(i)) {
        return false;
      }
    }
    position += prefix.length();
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
    long value = digits();
    if (value < 0) {
      position = start;
      throw malformed("a whole number");
    }
    return negative ? -value : value;
  }

  /** The next word of this line as a number of something: digits and nothing else. */
  public long count() throws MalformedTextException {
    skipBlanks();
    int start = position;
    long value = digits();
    if (value < 0) {
      position = start;
      throw malformed("a count");
    }
    return value;
  }

  /** A count that ends at {@code separator}, which is stepped over. */
  public long countUntil(char separator) throws MalformedTextException {
    skipBlanks();
    int start = position;
    String word = until(separator);
    long value = 0;
    for (int i = 0; i < word.length(); i++) {
      int digit = word.charAt(i) - '0';
      value = digit < 0 || digit > 9 || value < 0 ? -1 : value * 10 + digit;
    }
    if (word.isEmpty() || word.length() > MOST_DIGITS - 2 || value < 0) {
      position = start;
      throw malformed("a count before '" + separator + "'");
    }
    return value;
  }

  /** Steps over {@code many} words of this line. */
  public void skipWords(int many) throws MalformedTextException {
    for (int i = 0; i < many; i++) {
      if (atLineEnd()) {
        throw malformed("a word");
      }
      while (position < end && !isSpace(bytes[position])) {
        position++;
      }
    }
  }

  /** The next word of this line as a number in hexadecimal digits, at most 64 bits. */
  public long hexadecimal() throws MalformedTextException {
    skipBlanks();
    int start = position;
    long value = 0;
    while (position < end && Character.digit(bytes[position], 16) >= 0) {
      value = value << 4 | Character.digit(bytes[position++], 16);
    }
    int length = position - start;
    if (length == 0 || length > 16 || (position < end && !isSpace(bytes[position]))) {
      position = start;
      throw malformed("a hexadecimal number");
    }
    return value;
  }

  /** The text of this line up to {@code separator}, which is stepped over. */
  public String until(char separator) throws MalformedTextException {
    skipBlanks();
    for (int i = position; i < end && bytes[i] != '\n'; i++) {
      if (bytes[i] == separator) {
        String found = new String(bytes, position, i - position, StandardCharsets.UTF_8);
        position = i + 1;
        return found;
      }
    }
    throw malformed("a '" + separator + "'");
  }

  /** The text of the whole file up to its last {@code separator}, which is stepped over. */
  public String untilLast(char separator) throws MalformedTextException {
    for (int i = end - 1; i >= position; i--) {
      if (bytes[i] == separator) {
        String found = new String(bytes, position, i - position, StandardCharsets.UTF_8);
        position = i + 1;
        return found;
      }
    }
    throw malformed("a '" + separator + "'");
  }

  /** The next word of this line as a decimal fraction such as {@code 0.25}, never negative. */
  public double fraction() throws MalformedTextException {
    int before = position;
    String word = word();
    if (!isFraction(word)) {
      position = before;
      throw malformed("a decimal number");
    }
    return Double.parseDouble(word);
  }

  /** The digits from here to the end of the word, or -1 where something else is. */
  private long digits() {
    int start = position;
    long value = 0;
    while (position < end && bytes[position] >= '0' && bytes[position] <= '9') {
      int digit = bytes[position++] - '0';
      value = value > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : value * 10 + digit;
    }
    int length = position - start;
    boolean whole = length > 0 && length <= MOST_DIGITS;
    return whole && (position == end || isSpace(bytes[position])) ? value : -1;
  }

  private static boolean isFraction(String word) {
    if (word.length() > 2 * MOST_DIGITS) {
      return false;
    }
    boolean digit = false;
    int points = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '.') {
        points++;
      } else if (c >= '0' && c <= '9') {
        digit = true;
      } else {
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
