package io.kdiag.detector.probe;

import io.kdiag.detector.probe.ProbeResult.Kind;
import java.time.Duration;

/**
 * Asks kube-proxy whether it programs this node's services: {@code /livez} where it has that (since
 * 1.28; {@code /healthz} then also fails when the node is about to be deleted), else {@code
 * /healthz}.
 */
public final class KubeProxyProbe {
  private KubeProxyProbe() {}

  /** {@code base} is {@code http://127.0.0.1:10256}. */
  public static ProbeResult ask(String base, Duration timeout) {
    ProbeResult livez = HttpProbe.ask(Kind.KUBE_PROXY, base + "/livez", timeout);
    if (HttpProbe.status(livez) != 404) {
      return livez;
    }
    return HttpProbe.ask(Kind.KUBE_PROXY, base + "/healthz", timeout.minus(livez.took()));
  }
}
