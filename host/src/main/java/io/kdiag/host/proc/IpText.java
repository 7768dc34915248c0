package io.kdiag.host.proc;

/** Addresses as {@code /proc/net} writes them, turned into what people read. */
final class IpText {
  private IpText() {}

  /** {@code 010200C0} as the number 0x010200C0 of a little-endian machine is 192.0.2.1. */
  static String v4(long littleEndian) {
    return (littleEndian & 0xff)
        + "."
        + (littleEndian >>> 8 & 0xff)
        + "."
        + (littleEndian >>> 16 & 0xff)
        + "."
        + (littleEndian >>> 24 & 0xff);
  }

  /**
   * 32 hexadecimal digits in the short form of RFC 5952: the longest run of zeros is {@code ::}.
   */
  static String v6(String digits) {
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = Integer.parseInt(digits.substring(i * 4, i * 4 + 4), 16);
    }
    int gap = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int zeros = zerosFrom(groups, i);
      if (zeros > length) {
        gap = i;
        length = zeros;
      }
    }
    return gap < 0
        ? join(groups, 0, 8)
        : join(groups, 0, gap) + "::" + join(groups, gap + length, 8);
  }

  static boolean isHexadecimal(String word, int length) {
    boolean digits = word.length() == length;
    for (int i = 0; digits && i < length; i++) {
      digits = Character.digit(word.charAt(i), 16) >= 0 && word.charAt(i) < 128;
    }
    return digits;
  }

  private static int zerosFrom(int[] groups, int from) {
    int end = from;
    while (end < 8 && groups[end] == 0) {
      end++;
    }
    return end - from;
  }

  private static String join(int[] groups, int from, int to) {
    StringBuilder text = new StringBuilder(40);
    for (int i = from; i < to; i++) {
      text.append(i > from ? ":" : "").append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
