package io.kdiag.cli.logs;

import java.time.Instant;
import java.util.List;

/**
 * Lines that say the same.
 *
 * @param template what they have in common, {@code <*>} and its like for what differs
 * @param sample the newest of them
 * @param origins some of the containers that wrote them, {@code shop/cart-0/app}
 */
public record LineGroup(
    String template,
    String sample,
    LogLevel level,
    long count,
    Instant first,
    Instant last,
    List<String> origins) {}
