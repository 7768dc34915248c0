package io.kdiag.host.kernellog;

import io.kdiag.host.MalformedTextException;
import io.kdiag.host.VisibleText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * One record of the kernel log. {@code sequence} is -1 where the form has none ({@code kern.log},
 * dmesg text); {@code priority} is the syslog level 0 to 7 (-1 unknown), {@code facility} 0 is the
 * kernel itself (-1 unknown); {@code sinceBootMicros} is -1 where unknown; {@code time} is boot
 * time plus that, or the line's own. {@code text} shows control characters by their code.
 *
 * <pre>
 * 6,339,5140900,-;NET: Registered PF_INET6 protocol family
 * 3,1290,8812345678,-,caller=T1;I/O error, dev sda, sector 2048
 *  SUBSYSTEM=block
 *  DEVICE=b8:0
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/ABI/testing/dev-kmsg.html">/dev/kmsg</a>
 */
public record KernelRecord(
    long sequence, int facility, int priority, long sinceBootMicros, Instant time, String text) {

  /** Parses one record as {@code read} on /dev/kmsg gives it; its KEY=value lines are left out. */
  public static KernelRecord parse(byte[] bytes, int length, Instant bootTime)
      throws MalformedTextException {
    return parse(bytes, 0, length, bootTime);
  }

  static KernelRecord parse(byte[] bytes, int start, int length, Instant bootTime)
      throws MalformedTextException {
    int end = start + length;
    int semicolon = indexOf(bytes, ';', start, end);
    int first = indexOf(bytes, ',', start, semicolon);
    int second = indexOf(bytes, ',', first + 1, semicolon);
    int third = indexOf(bytes, ',', second + 1, semicolon);
    if (semicolon < 0 || third < 0) {
      throw malformed(bytes, start, length);
    }
    long prefix = number(bytes, start, first);
    long sequence = number(bytes, first + 1, second);
    long micros = number(bytes, second + 1, third);
    if (prefix < 0 || prefix > Integer.MAX_VALUE || sequence < 0 || micros < 0) {
      throw malformed(bytes, start, length);
    }
    int lineEnd = indexOf(bytes, '\n', semicolon, end);
    String text = text(bytes, semicolon + 1, lineEnd < 0 ? end : lineEnd);
    Instant time = bootTime.plusSeconds(micros / 1_000_000).plusNanos(micros % 1_000_000 * 1000);
    return new KernelRecord(sequence, (int) (prefix >> 3), (int) (prefix & 7), micros, time, text);
  }

  private static int indexOf(byte[] bytes, char wanted, int from, int to) {
    for (int i = Math.max(from, 0); i < to; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** At most 18 digits; -1 where it is something else. */
  private static long number(byte[] bytes, int from, int to) {
    if (from >= to || to - from > 18) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return -1;
      }
      value = value * 10 + bytes[i] - '0';
    }
    return value;
  }

  private static String text(byte[] bytes, int from, int to) {
    return indexOf(bytes, '\\', from, to) < 0
        ? VisibleText.of(bytes, from, to)
        : unescaped(bytes, from, to);
  }

  /** The kernel writes a backslash and every byte that is not printable ASCII as {@code \xHH}. */
  private static String unescaped(byte[] bytes, int from, int to) {
    byte[] plain = new byte[to - from];
    int length = 0;
    for (int i = from; i < to; i++) {
      int value = bytes[i] == '\\' && i + 3 < to && bytes[i + 1] == 'x' ? hex(bytes, i + 2) : -1;
      plain[length++] = value < 0 ? bytes[i] : (byte) value;
      i += value < 0 ? 0 : 3;
    }
    return VisibleText.of(plain, 0, length);
  }

  private static int hex(byte[] bytes, int at) {
    int high = Character.digit(bytes[at], 16);
    int low = Character.digit(bytes[at + 1], 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static MalformedTextException malformed(byte[] bytes, int start, int length) {
    return new MalformedTextException(
        "/dev/kmsg",
        1,
        "priority,sequence,microseconds,flags;text",
        VisibleText.of(new String(bytes, start, length, StandardCharsets.UTF_8)));
  }
}
