package io.kdiag.cli.evidence;

import io.kdiag.detector.Occurrence;
import io.kdiag.detector.probe.ProbeResult;
import io.kdiag.host.HostSample;
import io.kdiag.host.Reading;
import io.kdiag.host.containerlog.ContainerLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One machine: two samples some seconds apart, what its kernel log says, its containers' logs, what
 * of Kubernetes is installed on it and how that answers.
 *
 * @param first the sample at the window's start, {@code last} at its end
 * @param kernelLogFrom the form the kernel log was read in
 * @param problems the catalogue's problems in the kernel log, first seen first
 * @param containers the containers whose logs are on this machine; those that restarted have the
 *     last lines
 */
public record HostEvidence(
    String node,
    String operatingSystem,
    String kernel,
    Instant booted,
    HostSample first,
    HostSample last,
    String kernelLogFrom,
    Reading<List<Occurrence>> problems,
    Reading<List<ContainerState>> containers,
    KubernetesSetup kubernetes,
    List<ProbeResult> probes,
    List<CertificateFact> certificates) {

  /** The machine of a node that was seen through the cluster only. */
  public static HostEvidence unread(String node, Instant now) {
    HostSample sample = HostSample.unread(now, "only the cluster was asked");
    return new HostEvidence(
        node,
        "",
        "",
        now,
        sample,
        sample,
        "",
        Reading.absent("/dev/kmsg"),
        Reading.absent("/var/log/pods"),
        KubernetesSetup.none(),
        List.of(),
        List.of());
  }

  /** Whether the machine itself was read. */
  public boolean wasRead() {
    return !kernel.isEmpty();
  }

  /** The time between the samples. */
  public Duration window() {
    return last.uptime().minus(first.uptime());
  }

  /**
   * A container by its logs: {@code starts} are the times its newest runs began, {@code errors} its
   * last error lines grouped.
   */
  public record ContainerState(
      ContainerLog log, List<Instant> starts, boolean running, List<LogGroup> errors) {}

  /** Lines alike but for numbers, ids and addresses: one of them, how many, first and last. */
  public record LogGroup(String sample, long count, Instant first, Instant last) {}

  /**
   * A certificate's dates and names, never its key. {@code role} says what uses it ({@code kubelet
   * client}, {@code etcd server}).
   */
  public record CertificateFact(
      String role,
      String path,
      String subject,
      List<String> names,
      Instant notBefore,
      Instant notAfter) {}
}
