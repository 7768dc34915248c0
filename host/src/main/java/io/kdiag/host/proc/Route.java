package io.kdiag.host.proc;

/**
 * One line of {@code /proc/net/route} or {@code ipv6_route}; a default route has {@code
 * prefixLength} 0. {@code reject} is an\n * unreachable or prohibit route.
 */
public record Route(
    String device,
    String destination,
    int prefixLength,
    String gateway,
    long metric,
    boolean reject) {}
