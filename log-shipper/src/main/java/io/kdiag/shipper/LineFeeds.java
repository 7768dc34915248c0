package io.kdiag.shipper;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds line feeds eight bytes at a time. A byte of {@code word ^ 0x0a0a...} is zero where there is
 * one; {@code (x - 0x01...) & ~x & 0x80...} has its lowest bit set in the first zero byte (Hacker's
 * Delight, 6-1).
 */
final class LineFeeds {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long FEEDS = 0x0a0a0a0a0a0a0a0aL;
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  private LineFeeds() {}

  /** Where the first line feed of {@code bytes[from, to)} is, or {@code to}. */
  static int next(byte[] bytes, int from, int to) {
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      long x = (long) LONG.get(bytes, at) ^ FEEDS;
      long zeros = (x - ONES) & ~x & HIGHS;
      if (zeros != 0) {
        return at + (Long.numberOfTrailingZeros(zeros) >> 3);
      }
    }
    while (at < to && bytes[at] != '\n') {
      at++;
    }
    return at;
  }
}
