package io.kdiag.cli.rules;

import static io.kdiag.cli.TestEvidence.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.detector.Severity;
import io.kdiag.detector.probe.ProbeResult.Kind;
import io.kdiag.detector.probe.ProbeResult.Outcome;
import org.junit.jupiter.api.Test;

final class RuntimeSlowTest {
  private final RuntimeSlow rule = new RuntimeSlow();

  private static final String SOCKET = "unix:///run/containerd/containerd.sock";

  @Test
  void tellsASlowAnswerFromNone() {
    assertThat(rule.find(asked(Outcome.OK, 2400).build()))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.WARNING))
        .satisfies(f -> assertThat(f.cause()).startsWith("containerd took 2.4 s to say how it is"));
    assertThat(rule.find(asked(Outcome.TIMEOUT, 3000).build()))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.CRITICAL))
        .satisfies(f -> assertThat(f.object()).isEqualTo("component/containerd"))
        .satisfies(f -> assertThat(f.cause()).startsWith("containerd hangs"))
        .satisfies(f -> assertThat(rule.explains(f)).contains("KubeletUnhealthy"));
  }

  @Test
  void isSilentUpToASecond() {
    assertThat(rule.find(asked(Outcome.OK, 1000).build())).isEmpty();
  }

  @Test
  void leavesWhatIsDownToRuntimeDown() {
    assertThat(rule.find(asked(Outcome.REFUSED, 1500).build())).isEmpty();
    TestEvidence stopped =
        healthy()
            .node()
            .part("containerd", "process", 0)
            .probe(Kind.RUNTIME, SOCKET, Outcome.TIMEOUT, "", 3000);
    assertThat(rule.find(stopped.build())).isEmpty();
  }

  @Test
  void isSilentOnAMachineThatIsNoNode() {
    assertThat(rule.find(healthy().build())).isEmpty();
    assertThat(rule.find(healthy().probe(Kind.RUNTIME, SOCKET, Outcome.TIMEOUT, "", 3000).build()))
        .isEmpty();
  }

  private static TestEvidence asked(Outcome outcome, long took) {
    return healthy()
        .node()
        .part("containerd", "process", 9)
        .probe(Kind.RUNTIME, SOCKET, outcome, "", took);
  }
}
