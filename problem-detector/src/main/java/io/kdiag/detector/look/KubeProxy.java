package io.kdiag.detector.look;

import io.kdiag.detector.probe.KubeProxyProbe;
import io.kdiag.detector.probe.ProbeResult.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Asks kube-proxy whether it programs the services: problem {@code KubeProxyUnhealthy}. Many
 * clusters have none, so a port where nobody listens is a problem only once somebody did, or while
 * a process of that name runs.
 */
public final class KubeProxy implements Probe {
  private final String base;
  private final KubernetesParts parts;
  private final Duration timeout;
  private boolean seen;

  /** {@code base} is {@code http://127.0.0.1:10256}. */
  public KubeProxy(String base, KubernetesParts parts, Duration timeout) {
    this.base = base;
    this.parts = parts;
    this.timeout = timeout;
  }

  @Override
  public String name() {
    return "kube-proxy";
  }

  @Override
  public List<Judgement> look(Instant now) {
    var result = KubeProxyProbe.ask(base, timeout);
    if (result.outcome() != Outcome.REFUSED) {
      seen = true;
    } else if (!seen && parts.read(now).kubeProxy().isEmpty()) {
      return List.of(Judgement.none("KubeProxyUnhealthy", now));
    }
    return Answers.judge("KubeProxyUnhealthy", now, result);
  }
}
