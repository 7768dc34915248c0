package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.exposition.Labels;
import io.kdiag.collector.sample.OwnedCgroup;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.proc.InterfaceCounters;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The network of pods, once each, at its sandbox's cgroup; a pod in the machine's own network has
 * none. Those of the root are the machine's interfaces without the ends of pods.
 *
 * <pre>{@code
 * container_network_receive_bytes_total{container="",id="/kubepods/pod1/9f",image="",name="9f",namespace="shop",pod="web-0",interface="eth0"} 1596
 * container_network_receive_errors_total{container="",id="/kubepods/pod1/9f",image="",name="9f",namespace="shop",pod="web-0",interface="eth0"} 0
 * container_network_receive_packets_dropped_total{container="",id="/kubepods/pod1/9f",image="",name="9f",namespace="shop",pod="web-0",interface="eth0"} 0
 * container_network_receive_packets_total{container="",id="/kubepods/pod1/9f",image="",name="9f",namespace="shop",pod="web-0",interface="eth0"} 18
 * container_network_transmit_bytes_total{container="",id="/kubepods/pod1/9f",image="",name="9f",namespace="shop",pod="web-0",interface="eth0"} 612
 * container_network_transmit_errors_total{container="",id="/kubepods/pod1/9f",image="",name="9f",namespace="shop",pod="web-0",interface="eth0"} 0
 * container_network_transmit_packets_dropped_total{container="",id="/kubepods/pod1/9f",image="",name="9f",namespace="shop",pod="web-0",interface="eth0"} 0
 * container_network_transmit_packets_total{container="",id="/kubepods/pod1/9f",image="",name="9f",namespace="shop",pod="web-0",interface="eth0"} 8
 * }</pre>
 */
final class ContainerNetworkMetrics implements SubjectMetrics {
  private static final Family RECEIVE_BYTES =
      Family.counter("container_network_receive_bytes_total", "Cumulative count of bytes received");
  private static final Family RECEIVE_ERRORS =
      Family.counter(
          "container_network_receive_errors_total",
          "Cumulative count of errors encountered while receiving");
  private static final Family RECEIVE_PACKETS_DROPPED =
      Family.counter(
          "container_network_receive_packets_dropped_total",
          "Cumulative count of packets dropped while receiving");
  private static final Family RECEIVE_PACKETS =
      Family.counter(
          "container_network_receive_packets_total", "Cumulative count of packets received");
  private static final Family TRANSMIT_BYTES =
      Family.counter(
          "container_network_transmit_bytes_total", "Cumulative count of bytes transmitted");
  private static final Family TRANSMIT_ERRORS =
      Family.counter(
          "container_network_transmit_errors_total",
          "Cumulative count of errors encountered while transmitting");
  private static final Family TRANSMIT_PACKETS_DROPPED =
      Family.counter(
          "container_network_transmit_packets_dropped_total",
          "Cumulative count of packets dropped while transmitting");
  private static final Family TRANSMIT_PACKETS =
      Family.counter(
          "container_network_transmit_packets_total", "Cumulative count of packets transmitted");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    Map<String, Labels> labels = new HashMap<>();
    each(sample, out, RECEIVE_BYTES, labels, InterfaceCounters::receivedBytes);
    each(sample, out, RECEIVE_ERRORS, labels, InterfaceCounters::receiveErrors);
    each(sample, out, RECEIVE_PACKETS_DROPPED, labels, InterfaceCounters::receiveDropped);
    each(sample, out, RECEIVE_PACKETS, labels, InterfaceCounters::receivedPackets);
    each(sample, out, TRANSMIT_BYTES, labels, InterfaceCounters::sentBytes);
    each(sample, out, TRANSMIT_ERRORS, labels, InterfaceCounters::sendErrors);
    each(sample, out, TRANSMIT_PACKETS_DROPPED, labels, InterfaceCounters::sendDropped);
    each(sample, out, TRANSMIT_PACKETS, labels, InterfaceCounters::sentPackets);
  }

  private static void each(
      Sample sample,
      Exposition out,
      Family family,
      Map<String, Labels> labels,
      ToLongFunction<InterfaceCounters> value)
      throws IOException {
    out.begin(family);
    for (OwnedCgroup cgroup : sample.containers()) {
      for (InterfaceCounters each : cgroup.network()) {
        Labels device = labels.computeIfAbsent(each.name(), name -> Labels.of("interface", name));
        out.sample(cgroup.labels(), device, value.applyAsLong(each));
      }
    }
  }
}
