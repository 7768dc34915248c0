package io.kdiag.host.proc;

/**
 * The ARP or NDP table: entries now, the threshold above which the kernel refuses more ({@code
 * gc_thresh3}), and {@code overflows} since boot ({@code table_fulls} of {@code
 * /proc/net/stat/arp_cache} and {@code ndisc_cache}).
 */
public record NeighbourTable(String protocol, long entries, long limit, long overflows) {}
