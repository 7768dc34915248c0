package io.kdiag.cli.rules;

import static io.kdiag.cli.TestEvidence.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.detector.Severity;
import io.kdiag.detector.probe.ProbeResult.Kind;
import io.kdiag.detector.probe.ProbeResult.Outcome;
import org.junit.jupiter.api.Test;

final class PodNetworkNotReadyTest {
  private final PodNetworkNotReady rule = new PodNetworkNotReady();

  private static final String SOCKET = "unix:///run/containerd/containerd.sock";

  private static final String SAID = "cni plugin not initialized";

  @Test
  void quotesTheRuntime() {
    assertThat(rule.find(asked(Outcome.UNHEALTHY).node().build()))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.CRITICAL))
        .satisfies(f -> assertThat(f.object()).isEqualTo("node/k8s-node-1"))
        .satisfies(f -> assertThat(f.cause()).endsWith("get no address: \"" + SAID + "\""));
  }

  @Test
  void isSilentOnAnythingButTheRuntimesOwnWord() {
    for (Outcome outcome : new Outcome[] {Outcome.OK, Outcome.UNKNOWN, Outcome.TIMEOUT}) {
      assertThat(rule.find(asked(outcome).node().build())).isEmpty();
    }
    assertThat(rule.find(healthy().node().build())).isEmpty();
  }

  @Test
  void isSilentOnAMachineThatIsNoNode() {
    assertThat(rule.find(asked(Outcome.UNHEALTHY).build())).isEmpty();
    assertThat(rule.find(healthy().build())).isEmpty();
  }

  private static TestEvidence asked(Outcome outcome) {
    return healthy().probe(Kind.RUNTIME_NETWORK, SOCKET, outcome, SAID, 3);
  }
}
