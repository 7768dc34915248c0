package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.exposition.Labels;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.NetworkDevice;
import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Network interfaces since they came up. The machine's ends of pods ({@code veth...}) are left out:
 * they come and go with each pod.
 *
 * <pre>{@code
 * node_network_receive_bytes_total{device="eth0"} 464703109
 * node_network_receive_drop_total{device="eth0"} 0
 * node_network_receive_errs_total{device="eth0"} 0
 * node_network_receive_packets_total{device="eth0"} 13804
 * node_network_transmit_bytes_total{device="eth0"} 1388511
 * node_network_transmit_drop_total{device="eth0"} 0
 * node_network_transmit_errs_total{device="eth0"} 0
 * node_network_transmit_packets_total{device="eth0"} 10347
 * }</pre>
 */
final class NodeNetworkMetrics implements SubjectMetrics {
  private static final Family RECEIVE_BYTES =
      Family.counter("node_network_receive_bytes_total", "Network device statistic receive_bytes.");
  private static final Family RECEIVE_DROP =
      Family.counter("node_network_receive_drop_total", "Network device statistic receive_drop.");
  private static final Family RECEIVE_ERRS =
      Family.counter("node_network_receive_errs_total", "Network device statistic receive_errs.");
  private static final Family RECEIVE_PACKETS =
      Family.counter(
          "node_network_receive_packets_total", "Network device statistic receive_packets.");
  private static final Family TRANSMIT_BYTES =
      Family.counter(
          "node_network_transmit_bytes_total", "Network device statistic transmit_bytes.");
  private static final Family TRANSMIT_DROP =
      Family.counter("node_network_transmit_drop_total", "Network device statistic transmit_drop.");
  private static final Family TRANSMIT_ERRS =
      Family.counter("node_network_transmit_errs_total", "Network device statistic transmit_errs.");
  private static final Family TRANSMIT_PACKETS =
      Family.counter(
          "node_network_transmit_packets_total", "Network device statistic transmit_packets.");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    each(sample, out, RECEIVE_BYTES, (n) -> n.receivedBytes());
    each(sample, out, RECEIVE_DROP, (n) -> n.receiveDropped());
    each(sample, out, RECEIVE_ERRS, (n) -> n.receiveErrors());
    each(sample, out, RECEIVE_PACKETS, (n) -> n.receivedPackets());
    each(sample, out, TRANSMIT_BYTES, (n) -> n.sentBytes());
    each(sample, out, TRANSMIT_DROP, (n) -> n.sendDropped());
    each(sample, out, TRANSMIT_ERRS, (n) -> n.sendErrors());
    each(sample, out, TRANSMIT_PACKETS, (n) -> n.sentPackets());
  }

  private static void each(
      Sample sample, Exposition out, Family family, ToDoubleFunction<NetworkDevice> value)
      throws IOException {
    out.begin(family);
    if (sample.networkDevices()
        instanceof Reading.Present<List<NetworkDevice>>(List<NetworkDevice> all)) {
      for (NetworkDevice each : all) {
        if (!each.name().startsWith("veth")) {
          out.sample(Labels.of("device", each.name()), value.applyAsDouble(each));
        }
      }
    }
  }
}
