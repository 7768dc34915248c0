package io.kdiag.cli.rules;

import static io.kdiag.cli.TestEvidence.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.detector.Severity;
import io.kdiag.detector.probe.ProbeResult.Kind;
import io.kdiag.detector.probe.ProbeResult.Outcome;
import org.junit.jupiter.api.Test;

final class ControlPlaneUnhealthyTest {
  private final ControlPlaneUnhealthy rule = new ControlPlaneUnhealthy();

  private static final String URL = "https://127.0.0.1:6443/livez";

  @Test
  void quotesWhatThePartAnswers() {
    assertThat(rule.find(asked(Outcome.UNHEALTHY, 7).build()))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.CRITICAL))
        .satisfies(f -> assertThat(f.object()).isEqualTo("component/kube-apiserver"))
        .satisfies(
            f ->
                assertThat(f.cause())
                    .isEqualTo(
                        "kube-apiserver runs (pid 7) but says that it is not healthy: [-]etcd"
                            + " failed: nobody can talk to the cluster through this machine"));
  }

  @Test
  void isSilentWhereItIsWellOrCouldNotBeAsked() {
    assertThat(rule.find(asked(Outcome.OK, 7).build())).isEmpty();
    assertThat(rule.find(asked(Outcome.UNKNOWN, 7).build())).isEmpty();
    assertThat(rule.find(healthy().part("kube-apiserver", "process", 7).build())).isEmpty();
  }

  @Test
  void leavesWhatDoesNotRunToControlPlaneDown() {
    assertThat(rule.find(asked(Outcome.REFUSED, 0).build())).isEmpty();
  }

  @Test
  void isSilentOnAPlainMachine() {
    assertThat(rule.find(healthy().build())).isEmpty();
  }

  private static TestEvidence asked(Outcome outcome, int pid) {
    return healthy()
        .part("kube-apiserver", "process", pid)
        .probe(Kind.API_SERVER, URL, outcome, "[-]etcd failed", 3);
  }
}
