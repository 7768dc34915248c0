package io.kdiag.host.proc;

/**
 * One line of {@code /proc/net/route} or {@code ipv6_route}; a default route has {@code
 * prefixLength} 0. {@code reject} is an unreachable or prohibit route. A route without a gateway
 * has {@code 0.0.0.0} or {@code ::} there.
 */
public record Route(
    String device,
    String destination,
    int prefixLength,
    String gateway,
    long metric,
    boolean reject) {}
