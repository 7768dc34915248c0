package io.kdiag.shipper;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing buffer of JSON in UTF-8. What {@link #text} escapes is valid JSON whatever its bytes
 * were.
 */
final class Json {
  private static final byte[] DIGITS =
      "0123456789abcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.US_ASCII);

  /** For each byte: 0 as it is, 1 to be escaped, 2 above ASCII. */
  private static final byte[] KIND = kinds();

  private byte[] bytes;
  private int length;

  Json(int capacity) {
    bytes = new byte[capacity];
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Text that needs no escaping. */
  Json ascii(String text) {
    int count = text.length();
    ensure(count);
    for (int i = 0; i < count; i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
    return this;
  }

  Json raw(byte[] from) {
    return raw(from, 0, from.length);
  }

  Json raw(byte[] from, int start, int end) {
    ensure(end - start);
    System.arraycopy(from, start, bytes, length, end - start);
    length += end - start;
    return this;
  }

  /** A number that is not negative, in decimal. */
  Json number(long value) {
    return number(value, 10);
  }

  /** A number that is not negative, with the digits 0 to 9 and a to z. */
  Json number(long value, int radix) {
    int digits = 1;
    for (long rest = value / radix; rest > 0; rest /= radix) {
      digits++;
    }
    ensure(digits);
    long rest = value;
    for (int i = length + digits - 1; i >= length; i--) {
      bytes[i] = DIGITS[(int) (rest % radix)];
      rest /= radix;
    }
    length += digits;
    return this;
  }

  /** Empties it; what it has grown to stays. */
  void clear() {
    length = 0;
  }

  /** Valid JSON as it is, on one line. */
  Json object(byte[] from, int start, int end) {
    ensure(end - start);
    for (int i = start; i < end; i++) {
      bytes[length++] = from[i] == '\n' || from[i] == '\r' ? (byte) ' ' : from[i];
    }
    return this;
  }

  /** A quoted string. */
  Json quoted(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    raw(new byte[] {'"'});
    boolean ignored = text(utf8, 0, utf8.length);
    return raw(new byte[] {'"'});
  }

  /**
   * The inside of a string. False where {@code from} was not UTF-8: what was wrong is U+FFFD then.
   */
  boolean text(byte[] from, int start, int end) {
    ensure(6 * (end - start));
    for (int i = start; i < end; i++) {
      byte kind = KIND[from[i] & 0xFF];
      if (kind == 0) {
        bytes[length++] = from[i];
      } else if (kind == 1) {
        escape(from[i]);
      } else {
        return beyondAscii(from, i, end);
      }
    }
    return true;
  }

  /** The rest of a string that is not all ASCII, through a decoder. */
  private boolean beyondAscii(byte[] from, int start, int end) {
    byte[] rest = Arrays.copyOfRange(from, start, end);
    byte[] clean = new String(rest, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    ensure(6 * clean.length);
    for (byte b : clean) {
      if (KIND[b & 0xFF] == 1) {
        escape(b);
      } else {
        bytes[length++] = b;
      }
    }
    return Arrays.equals(rest, clean);
  }

  private void escape(byte b) {
    bytes[length++] = '\\';
    switch (b) {
      case '"', '\\' -> bytes[length++] = b;
      case '\n' -> bytes[length++] = 'n';
      case '\t' -> bytes[length++] = 't';
      case '\r' -> bytes[length++] = 'r';
      default -> {
        bytes[length++] = 'u';
        bytes[length++] = '0';
        bytes[length++] = '0';
        bytes[length++] = DIGITS[b >> 4];
        bytes[length++] = DIGITS[b & 15];
      }
    }
  }

  private void ensure(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length + bytes.length / 2));
    }
  }

  private static byte[] kinds() {
    byte[] kinds = new byte[256];
    Arrays.fill(kinds, 0, ' ', (byte) 1);
    kinds['"'] = 1;
    kinds['\\'] = 1;
    Arrays.fill(kinds, 128, 256, (byte) 2);
    return kinds;
  }
}
