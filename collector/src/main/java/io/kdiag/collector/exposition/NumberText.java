package io.kdiag.collector.exposition;

import java.nio.charset.StandardCharsets;

/**
 * Numbers as Prometheus reads them, written into a buffer without a String.
 *
 * <p>Times come from the kernel in nanoseconds at the finest. A value below 2^51 of a billionth (26
 * days) is written as its nearest billionth, one below 2^51 of a millionth (71 years) as its
 * nearest millionth, both exactly what the kernel gave: the product's rounding error stays below a
 * half. What is larger and whole is written whole, and the rest, which no kernel counts, by {@link
 * Double#toString}.
 */
final class NumberText {
  static final int MOST_BYTES = 26;

  private static final double EXACT = 1L << 51;
  private static final double WHOLE = 1L << 62;

  private NumberText() {}

  /** Returns where the number ends; {@code to} has {@link #MOST_BYTES} left. */
  static int write(long value, byte[] to, int at) {
    if (value == Long.MIN_VALUE) {
      return text(Long.toString(value), to, at);
    }
    int position = at;
    if (value < 0) {
      to[position++] = '-';
    }
    return digits(Math.abs(value), to, position);
  }

  /** As {@link #write(long, byte[], int)}. */
  static int write(double value, byte[] to, int at) {
    double size = Math.abs(value);
    if (size < WHOLE && value == (long) value) {
      return write((long) value, to, at);
    }
    if (size * 1e9 < EXACT) {
      return decimals(value < 0, Math.round(size * 1e9), 1_000_000_000, to, at);
    }
    if (size * 1e6 < EXACT) {
      return decimals(value < 0, Math.round(size * 1e6), 1_000_000, to, at);
    }
    return text(slow(value), to, at);
  }

  private static String slow(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    return Double.toString(value);
  }

  private static int decimals(boolean negative, long scaled, long unit, byte[] to, int at) {
    int position = at;
    if (negative && scaled != 0) {
      to[position++] = '-';
    }
    position = digits(scaled / unit, to, position);
    long rest = scaled % unit;
    if (rest == 0) {
      return position;
    }
    to[position++] = '.';
    for (long place = unit / 10; rest > 0; place /= 10) {
      to[position++] = (byte) ('0' + rest / place);
      rest %= place;
    }
    return position;
  }

  private static int digits(long value, byte[] to, int at) {
    int end = at + 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      end++;
    }
    long rest = value;
    for (int i = end - 1; i >= at; i--) {
      to[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return end;
  }

  private static int text(String text, byte[] to, int at) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, to, at, bytes.length);
    return at + bytes.length;
  }
}
