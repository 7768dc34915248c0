package io.kdiag.host.proc;

import java.util.Map;

/**
 * {@code /proc/net/snmp} and {@code /proc/net/netstat}: counters since boot, named {@code
 * Group.Name} as\n * {@code TcpExt.ListenOverflows}, {@code Tcp.RetransSegs}, {@code Tcp.OutSegs},
 * {@code TcpExt.ListenDrops}.
 */
public record ProtocolCounters(Map<String, Long> counters) {}
