package io.kdiag.host.proc;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;

/**
 * Reads {@link Conntrack}: {@code nf_conntrack_count} and {@code nf_conntrack_max} of {@code
 * /proc/sys/net/netfilter}, and the columns of {@code /proc/net/stat/nf_conntrack}, which a kernel
 * may be built without.
 *
 * @see <a href="https://docs.kernel.org/networking/nf_conntrack-sysctl.html">nf_conntrack</a>
 */
public final class ConntrackReader {
  private static final String SYSCTL = "/proc/sys/net/netfilter/nf_conntrack_";
  private static final NetStatTable UNCOUNTED = NetStatTable.empty();

  private ConntrackReader() {}

  public static Reading<Conntrack> read(HostRoot root) {
    return root.read(SYSCTL + "count", Sysctls::count)
        .flatMap(
            entries ->
                root.read(SYSCTL + "max", Sysctls::count)
                    .flatMap(
                        limit ->
                            NetFiles.read(root, "stat/nf_conntrack", NetStatTable::parse)
                                .orIfAbsent(() -> Reading.present(UNCOUNTED))
                                .map(table -> of(entries, limit, table))));
  }

  private static Conntrack of(long entries, long limit, NetStatTable table) {
    return new Conntrack(
        entries, limit, table.sum("drop"), table.sum("early_drop"), table.sum("insert_failed"));
  }
}
