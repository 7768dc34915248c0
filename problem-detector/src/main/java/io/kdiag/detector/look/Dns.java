package io.kdiag.detector.look;

import io.kdiag.detector.look.Judgement.Sighting;
import io.kdiag.detector.probe.DnsProbe;
import io.kdiag.detector.probe.ProbeResult;
import io.kdiag.detector.probe.ProbeResult.Outcome;
import io.kdiag.detector.probe.ResolvConf;
import io.kdiag.host.HostRoot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Asks the name servers: problem {@code DNSUnreachable}, of the cluster's (those that kubelet gives
 * to pods), each of which must resolve the API server's service, and of the node's own, one of
 * which must answer anything at all: what it has to know nobody says.
 */
public final class Dns implements Probe {
  private static final String CODE = "DNSUnreachable";
  private static final String SERVICE = "kubernetes.default.svc.";

  private final HostRoot root;
  private final KubernetesParts parts;
  private final Duration timeout;

  public Dns(HostRoot root, KubernetesParts parts, Duration timeout) {
    this.root = root;
    this.parts = parts;
    this.timeout = timeout;
  }

  @Override
  public String name() {
    return "dns";
  }

  @Override
  public List<Judgement> look(Instant now) {
    List<Sighting> dead = new ArrayList<>();
    KubernetesParts.Found found = parts.read(now);
    for (String server : found.clusterDns()) {
      ProbeResult result = DnsProbe.ask(server, SERVICE + found.clusterDomain(), timeout);
      if (result.outcome() != Outcome.OK && result.outcome() != Outcome.UNKNOWN) {
        dead.add(sighting(server, result));
      }
    }
    own(found.clusterDomain(), dead);
    return List.of(new Judgement(CODE, now, dead));
  }

  private void own(String domain, List<Sighting> dead) {
    List<String> servers =
        root.read("/etc/resolv.conf", ResolvConf::parse)
            .optional()
            .map(ResolvConf::nameservers)
            .orElse(List.of());
    List<Sighting> silent = new ArrayList<>();
    for (String server : servers) {
      ProbeResult result = DnsProbe.ask(server, SERVICE + domain, timeout.dividedBy(2));
      boolean mute = result.outcome() == Outcome.TIMEOUT || result.outcome() == Outcome.REFUSED;
      if (!mute) {
        return;
      }
      silent.add(sighting(server, result));
    }
    dead.addAll(silent);
  }

  private static Sighting sighting(String server, ProbeResult result) {
    return new Sighting(Map.of("server", server), result.target(), result.answer());
  }
}
