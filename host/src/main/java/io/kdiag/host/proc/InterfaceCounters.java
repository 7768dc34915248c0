package io.kdiag.host.proc;

import io.kdiag.host.AsciiCursor;
import io.kdiag.host.HostRoot;
import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import io.kdiag.host.Reading;
import java.util.ArrayList;
import java.util.List;

/**
 * What one network interface counted since it came up, and nothing of its state: one line of {@code
 * /proc/<pid>/net/dev}, which is that of the process's own network namespace.
 *
 * <pre>{@code
 * Inter-|   Receive                                                |  Transmit
 *  face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
 *   eth0: 31046552   44310    0    0    0     0          0         0  9364011   41113    0    0    0     0       0          0
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/networking/statistics.html">Interface statistics</a>
 */
public record InterfaceCounters(
    String name,
    long receivedBytes,
    long receivedPackets,
    long receiveErrors,
    long receiveDropped,
    long receiveFifo,
    long receiveFrame,
    long receiveCompressed,
    long receivedMulticast,
    long sentBytes,
    long sentPackets,
    long sendErrors,
    long sendDropped,
    long sendFifo,
    long sendCollisions,
    long sendCarrier,
    long sendCompressed) {
  private static final int COLUMNS = 16;

  /** The machine's own. */
  public static Reading<List<InterfaceCounters>> ofMachine(HostRoot root) {
    return NetFiles.read(root, "dev", InterfaceCounters::parse);
  }

  /** Those of the network namespace that a process is in; absent where it has ended. */
  public static Reading<List<InterfaceCounters>> ofProcess(HostRoot root, int pid) {
    return root.read("/proc/" + pid + "/net/dev", InterfaceCounters::parse);
  }

  static List<InterfaceCounters> parse(HostText text) throws MalformedTextException {
    AsciiCursor in = text.lines();
    List<InterfaceCounters> all = new ArrayList<>();
    skipHeading(in);
    for (; !in.atEnd(); in.nextLine()) {
      if (!in.atLineEnd()) {
        all.add(line(in));
      }
    }
    return List.copyOf(all);
  }

  private static void skipHeading(AsciiCursor in) throws MalformedTextException {
    boolean first = in.skipPrefix("Inter-|");
    in.nextLine();
    if (!first || !in.skipPrefix("face")) {
      throw in.malformed("the heading Inter-| and face");
    }
    in.nextLine();
  }

  private static InterfaceCounters line(AsciiCursor in) throws MalformedTextException {
    String name = in.until(':');
    long[] c = new long[COLUMNS];
    for (int i = 0; i < COLUMNS; i++) {
      c[i] = in.count();
    }
    return new InterfaceCounters(
        name, c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10], c[11], c[12],
        c[13], c[14], c[15]);
  }
}
