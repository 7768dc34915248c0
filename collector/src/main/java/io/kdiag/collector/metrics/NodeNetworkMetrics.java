package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.exposition.Labels;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.InterfaceCounters;
import java.io.IOException;
import java.util.List;
import java.util.function.ToLongFunction;

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
  private static final Family RECEIVE_BYTES = counter("receive_bytes");
  private static final Family RECEIVE_COMPRESSED = counter("receive_compressed");
  private static final Family RECEIVE_DROP = counter("receive_drop");
  private static final Family RECEIVE_ERRS = counter("receive_errs");
  private static final Family RECEIVE_FIFO = counter("receive_fifo");
  private static final Family RECEIVE_FRAME = counter("receive_frame");
  private static final Family RECEIVE_MULTICAST = counter("receive_multicast");
  private static final Family RECEIVE_PACKETS = counter("receive_packets");
  private static final Family TRANSMIT_BYTES = counter("transmit_bytes");
  private static final Family TRANSMIT_CARRIER = counter("transmit_carrier");
  private static final Family TRANSMIT_COLLS = counter("transmit_colls");
  private static final Family TRANSMIT_COMPRESSED = counter("transmit_compressed");
  private static final Family TRANSMIT_DROP = counter("transmit_drop");
  private static final Family TRANSMIT_ERRS = counter("transmit_errs");
  private static final Family TRANSMIT_FIFO = counter("transmit_fifo");
  private static final Family TRANSMIT_PACKETS = counter("transmit_packets");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    each(sample, out, RECEIVE_BYTES, InterfaceCounters::receivedBytes);
    each(sample, out, RECEIVE_COMPRESSED, InterfaceCounters::receiveCompressed);
    each(sample, out, RECEIVE_DROP, InterfaceCounters::receiveDropped);
    each(sample, out, RECEIVE_ERRS, InterfaceCounters::receiveErrors);
    each(sample, out, RECEIVE_FIFO, InterfaceCounters::receiveFifo);
    each(sample, out, RECEIVE_FRAME, InterfaceCounters::receiveFrame);
    each(sample, out, RECEIVE_MULTICAST, InterfaceCounters::receivedMulticast);
    each(sample, out, RECEIVE_PACKETS, InterfaceCounters::receivedPackets);
    each(sample, out, TRANSMIT_BYTES, InterfaceCounters::sentBytes);
    each(sample, out, TRANSMIT_CARRIER, InterfaceCounters::sendCarrier);
    each(sample, out, TRANSMIT_COLLS, InterfaceCounters::sendCollisions);
    each(sample, out, TRANSMIT_COMPRESSED, InterfaceCounters::sendCompressed);
    each(sample, out, TRANSMIT_DROP, InterfaceCounters::sendDropped);
    each(sample, out, TRANSMIT_ERRS, InterfaceCounters::sendErrors);
    each(sample, out, TRANSMIT_FIFO, InterfaceCounters::sendFifo);
    each(sample, out, TRANSMIT_PACKETS, InterfaceCounters::sentPackets);
  }

  private static Family counter(String name) {
    return Family.counter(
        "node_network_" + name + "_total", "Network device statistic " + name + ".");
  }

  private static void each(
      Sample sample, Exposition out, Family family, ToLongFunction<InterfaceCounters> value)
      throws IOException {
    out.begin(family);
    if (sample.node().interfaces()
        instanceof Reading.Present<List<InterfaceCounters>>(List<InterfaceCounters> all)) {
      for (InterfaceCounters each : all) {
        if (!each.name().startsWith("veth")) {
          out.sample(Labels.of("device", each.name()), value.applyAsLong(each));
        }
      }
    }
  }
}
