package io.kdiag.host.proc;

import io.kdiag.host.AsciiCursor;
import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of {@code /proc/net/stat}: a line of names, then a line of hexadecimal numbers for each
 * processor.
 *
 * <pre>{@code
 * entries  clashres found new invalid ignore delete chainlength insert insert_failed drop early_drop ...
 * 00000062  00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 ...
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/lnstat.8.html">lnstat(8)</a>
 */
final class NetStatTable {
  private static final long UNSIGNED_INT = 0xffff_ffffL;

  private final List<String> names;
  private final long[] first;
  private final long[] sums;

  private NetStatTable(List<String> names) {
    this.names = names;
    this.first = new long[names.size()];
    this.sums = new long[names.size()];
  }

  /** A table of no columns: nothing is counted. */
  static NetStatTable empty() {
    return new NetStatTable(List.of());
  }

  static NetStatTable parse(HostText text) throws MalformedTextException {
    AsciiCursor in = text.lines();
    List<String> names = new ArrayList<>();
    while (!in.atLineEnd()) {
      names.add(in.word());
    }
    NetStatTable table = new NetStatTable(names);
    int processors = 0;
    for (in.nextLine(); !in.atEnd(); in.nextLine()) {
      table.add(in, processors++ == 0);
    }
    if (processors == 0 || names.isEmpty()) {
      throw in.malformed("a line of numbers for each processor");
    }
    return table;
  }

  private void add(AsciiCursor in, boolean isFirst) throws MalformedTextException {
    for (int i = 0; i < sums.length; i++) {
      long value = in.hexadecimal() & UNSIGNED_INT;
      sums[i] += value;
      first[i] = isFirst ? value : first[i];
    }
  }

  /** What every processor's line says alike; -1 where the kernel has no such column. */
  long shared(String name) {
    int column = names.indexOf(name);
    return column < 0 ? -1 : first[column];
  }

  /** The sum over the processors; -1 where the kernel has no such column. */
  long sum(String name) {
    int column = names.indexOf(name);
    return column < 0 ? -1 : sums[column];
  }
}
