package io.kdiag.detector.probe;

import java.time.Duration;

/**
 * What a probe's target answered. {@code target} is the address asked ({@code
 * http://127.0.0.1:10248/healthz}, {@code unix:///run/containerd/containerd.sock}); {@code answer}
 * its first words, or the error's.
 */
public record ProbeResult(Kind kind, String target, Outcome outcome, String answer, Duration took) {

  public enum Kind {
    KUBELET,
    RUNTIME,
    RUNTIME_NETWORK,
    KUBE_PROXY,
    DNS,
    ETCD,
    API_SERVER,
    CONTROLLER_MANAGER,
    SCHEDULER
  }

  /**
   * OK: healthy. UNHEALTHY: it answered that it is not. REFUSED: nobody listens. TIMEOUT: it took
   * the connection or not, and gave no answer in time. UNKNOWN: it could not be asked (no right, no
   * certificate).
   */
  public enum Outcome {
    OK,
    UNHEALTHY,
    REFUSED,
    TIMEOUT,
    UNKNOWN
  }
}
