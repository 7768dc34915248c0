package io.kdiag.host.proc;

import java.util.Map;

/**
 * {@code /proc/net/sockstat}: sockets in use, named {@code TCP.inuse}, {@code TCP.orphan}, {@code
 * TCP.tw}, {@code TCP.mem} (pages), {@code sockets.used}.
 */
public record SocketStat(Map<String, Long> counts) {}
