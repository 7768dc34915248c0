package io.kdiag.host.proc;

/**
 * One interface: counters since it came up from {@code /proc/net/dev}; state from {@code
 * /sys/class/net/<name>}. {@code operstate} is the kernel's word (up, down, unknown,
 * lowerlayerdown, ...), empty where it has none; {@code virtual} is true for what has no device
 * behind it (veth, bridge, tunnel); {@code administrativelyUp} is IFF_UP. {@code carrierChanges} *
 * counts link up and down since the device exists, -1 where unknown; {@code speedMbits} is -1 where
 * unknown.
 */
public record NetworkDevice(
    String name,
    long receivedBytes,
    long receivedPackets,
    long receiveErrors,
    long receiveDropped,
    long sentBytes,
    long sentPackets,
    long sendErrors,
    long sendDropped,
    String operstate,
    boolean virtual,
    boolean administrativelyUp,
    long carrierChanges,
    long speedMbits) {}
