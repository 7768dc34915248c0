package io.kdiag.host.proc;

import io.kdiag.host.AsciiCursor;
import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code /proc/meminfo} in bytes. {@code availableBytes} is the kernel's own estimate of what can
 * be had without swapping. {@code fields} holds every line under its own name, in bytes, and those
 * without a unit (numbers of huge pages) as they are.
 *
 * <pre>{@code
 * MemTotal:       24684084 kB
 * MemFree:        19406388 kB
 * MemAvailable:   23391672 kB
 * SwapTotal:             0 kB
 * SwapFree:              0 kB
 * HugePages_Total:       0
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/filesystems/proc.html#meminfo">proc: meminfo</a>
 */
public record Meminfo(
    long totalBytes,
    long freeBytes,
    long availableBytes,
    long swapTotalBytes,
    long swapFreeBytes,
    Map<String, Long> fields) {

  /** Parses {@code /proc/meminfo}. */
  public static Meminfo parse(HostText text) throws MalformedTextException {
    AsciiCursor in = text.lines();
    Map<String, Long> fields = LinkedHashMap.newLinkedHashMap(64);
    for (; !in.atEnd(); in.nextLine()) {
      if (in.atLineEnd()) {
        continue;
      }
      String name = in.until(':');
      long count = in.count();
      fields.put(name, in.skipWord("kB") ? Units.bytes(count, 1024) : count);
    }
    return new Meminfo(
        field(in, fields, "MemTotal"),
        field(in, fields, "MemFree"),
        field(in, fields, "MemAvailable"),
        field(in, fields, "SwapTotal"),
        field(in, fields, "SwapFree"),
        Collections.unmodifiableMap(fields));
  }

  private static long field(AsciiCursor in, Map<String, Long> fields, String name)
      throws MalformedTextException {
    Long value = fields.get(name);
    if (value == null) {
      throw in.malformed("the line " + name);
    }
    return value;
  }
}
