package io.kdiag.host.cgroup;

import io.kdiag.host.AsciiCursor;
import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a cgroup and all below it read from and wrote to one block device since it exists; {@code
 * device} is {@code major:minor}.
 *
 * <pre>
 * 254:0 Read 4096                                                      version 1, blkio.throttle.io_service_bytes_recursive
 * 254:0 Write 8192
 * Total 12288
 * 254:0 rbytes=4096 wbytes=8192 rios=1 wios=2 dbytes=0 dios=0          version 2, io.stat
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html#io-interface-files">io.stat</a>
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v1/blkio-controller.html">blkio</a>
 */
public record DeviceIo(String device, long readBytes, long writtenBytes, long reads, long writes) {
  private static final int COUNTERS = 4;
  private static final String[] KEYS_V2 = {"rbytes=", "wbytes=", "rios=", "wios="};

  /** Parses {@code io.stat}. A device that a cgroup has not used yet may be a bare name. */
  static List<DeviceIo> parseV2(HostText text) throws MalformedTextException {
    AsciiCursor in = text.cursor();
    List<DeviceIo> all = new ArrayList<>();
    for (; !in.atEnd(); in.nextLine()) {
      if (in.atLineEnd()) {
        continue;
      }
      String device = in.word();
      long[] counters = new long[COUNTERS];
      boolean any = false;
      while (!in.atLineEnd()) {
        any |= counter(in, counters);
      }
      if (any) {
        all.add(new DeviceIo(device, counters[0], counters[1], counters[2], counters[3]));
      }
    }
    return List.copyOf(all);
  }

  /** One {@code key=value}; those that are not asked for are passed over. */
  private static boolean counter(AsciiCursor in, long[] counters) throws MalformedTextException {
    for (int i = 0; i < COUNTERS; i++) {
      if (in.skipPrefix(KEYS_V2[i])) {
        counters[i] = in.count();
        return true;
      }
    }
    in.skipWords(1);
    return false;
  }

  /** Parses bytes or operations of version 1: {@code [reads, writes]} by device. */
  static Map<String, long[]> parseV1(HostText text) throws MalformedTextException {
    AsciiCursor in = text.cursor();
    Map<String, long[]> all = LinkedHashMap.newLinkedHashMap(4);
    for (; !in.atEnd(); in.nextLine()) {
      if (in.atLineEnd()) {
        continue;
      }
      String device = in.word();
      if (device.equals("Total")) {
        continue;
      }
      int kind = in.skipWord("Read") ? 0 : in.skipWord("Write") ? 1 : -1;
      if (kind >= 0) {
        all.computeIfAbsent(device, any -> new long[2])[kind] = in.count();
      }
    }
    return all;
  }

  /** Joins the two files of version 1. */
  static List<DeviceIo> ofV1(Map<String, long[]> bytes, Map<String, long[]> operations) {
    List<DeviceIo> all = new ArrayList<>(bytes.size());
    long[] none = new long[2];
    bytes.forEach(
        (device, moved) -> {
          long[] done = operations.getOrDefault(device, none);
          all.add(new DeviceIo(device, moved[0], moved[1], done[0], done[1]));
        });
    return List.copyOf(all);
  }
}
