package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.exposition.Labels;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.proc.InterfaceState;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What interfaces are like now, without the machine's ends of pods.
 *
 * <pre>{@code
 * node_network_carrier{device="eth0"} 1
 * node_network_carrier_changes_total{device="eth0"} 2
 * node_network_info{address="02:fc:00:00:00:01",broadcast="ff:ff:ff:ff:ff:ff",device="eth0",duplex="full",ifalias="",operstate="up"} 1
 * node_network_mtu_bytes{device="eth0"} 1500
 * node_network_speed_bytes{device="eth0"} 125000000
 * node_network_up{device="eth0"} 1
 * }</pre>
 */
final class NodeInterfaceMetrics implements SubjectMetrics {
  private static final long BYTES_PER_MEGABIT = 125_000;
  private static final Family CARRIER =
      Family.gauge("node_network_carrier", "carrier value of /sys/class/net/<iface>.");
  private static final Family CHANGES =
      Family.counter(
          "node_network_carrier_changes_total",
          "carrier_changes_total value of /sys/class/net/<iface>.");
  private static final Family INFO =
      Family.gauge(
          "node_network_info", "Non-numeric data from /sys/class/net/<iface>, value is always 1.");
  private static final Family MTU =
      Family.gauge("node_network_mtu_bytes", "mtu_bytes value of /sys/class/net/<iface>.");
  private static final Family SPEED =
      Family.gauge("node_network_speed_bytes", "speed_bytes value of /sys/class/net/<iface>.");
  private static final Family UP =
      Family.gauge("node_network_up", "Value is 1 if operstate is 'up', 0 otherwise.");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    Map<String, InterfaceState> states = new TreeMap<>(sample.node().interfaceStates());
    each(states, out, CARRIER, InterfaceState::carrier);
    each(states, out, CHANGES, InterfaceState::carrierChanges);
    out.begin(INFO);
    for (Map.Entry<String, InterfaceState> each : states.entrySet()) {
      out.sample(info(each.getKey(), each.getValue()), 1);
    }
    each(states, out, MTU, InterfaceState::mtuBytes);
    each(states, out, SPEED, NodeInterfaceMetrics::speed);
    each(states, out, UP, state -> state.operstate().equals("up") ? 1L : 0L);
  }

  /** Not known is -1 to the kernel and left as it is, as node_exporter does. */
  private static @Nullable Long speed(InterfaceState state) {
    Long megabits = state.speedMbits();
    return megabits == null ? null : Long.valueOf(megabits * BYTES_PER_MEGABIT);
  }

  private static Labels info(String name, InterfaceState state) {
    return Labels.of(
        "address",
        state.address(),
        "broadcast",
        state.broadcast(),
        "device",
        name,
        "duplex",
        state.duplex(),
        "ifalias",
        state.ifalias(),
        "operstate",
        state.operstate());
  }

  private static void each(
      Map<String, InterfaceState> states,
      Exposition out,
      Family family,
      Function<InterfaceState, @Nullable Long> value)
      throws IOException {
    out.begin(family);
    for (Map.Entry<String, InterfaceState> each : states.entrySet()) {
      out.sampleIfKnown(Labels.of("device", each.getKey()), value.apply(each.getValue()));
    }
  }
}
