package io.kdiag.host.proc;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import java.util.List;

/**
 * Reads both {@link NeighbourTable}s. The entries are those of all network namespaces together,
 * which is what the kernel holds against the limit.
 *
 * <pre>{@code
 * entries  allocs   destroys hash_grows lookups  hits     res_failed ... unresolved_discards table_fulls
 * 00000004 00000001 00000001 00000000   0000000a 00000000 00000000   ... 00000000         00000000
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/networking/ip-sysctl.html">neigh/default/gc_thresh3</a>
 */
public final class NeighbourTableReader {
  private NeighbourTableReader() {}

  /** ARP and, where there is IPv6, NDP; absent where neither is. */
  public static Reading<List<NeighbourTable>> read(HostRoot root) {
    Reading<NeighbourTable> arp = read(root, "ARP", "stat/arp_cache", "ipv4");
    Reading<NeighbourTable> ndp = read(root, "NDP", "stat/ndisc_cache", "ipv6");
    if (arp instanceof Reading.Absent) {
      return ndp.map(List::of);
    }
    return arp.flatMap(
        four ->
            ndp instanceof Reading.Absent ? arp.map(List::of) : ndp.map(six -> List.of(four, six)));
  }

  private static Reading<NeighbourTable> read(
      HostRoot root, String protocol, String file, String family) {
    String limit = "/proc/sys/net/" + family + "/neigh/default/gc_thresh3";
    return NetFiles.read(root, file, NetStatTable::parse)
        .flatMap(
            table ->
                root.read(limit, Sysctls::count)
                    .map(
                        most ->
                            new NeighbourTable(
                                protocol,
                                table.shared("entries"),
                                most,
                                table.sum("table_fulls"))));
  }
}
