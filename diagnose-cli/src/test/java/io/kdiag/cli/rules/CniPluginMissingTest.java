package io.kdiag.cli.rules;

import static io.kdiag.cli.TestEvidence.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.detector.Severity;
import io.kdiag.detector.probe.ProbeResult.Kind;
import io.kdiag.detector.probe.ProbeResult.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CniPluginMissingTest {
  private final CniPluginMissing rule = new CniPluginMissing();

  private static final String SOCKET = "unix:///run/containerd/containerd.sock";

  @Test
  void namesThePluginsAndWhereTheyShouldBe() {
    assertThat(rule.find(lacking().node().build()))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.CRITICAL))
        .satisfies(f -> assertThat(f.object()).isEqualTo("node/k8s-node-1"))
        .satisfies(
            f ->
                assertThat(f.cause())
                    .startsWith(
                        "New pods get no network here: /opt/cni/bin lacks flannel, portmap"));
  }

  @Test
  void isLessSureWhereTheRuntimeIsContentWithItsNetwork() {
    TestEvidence evidence = lacking().node().probe(Kind.RUNTIME_NETWORK, SOCKET, Outcome.OK, "", 3);
    assertThat(rule.find(evidence.build()).getFirst().confidence()).isEqualTo(Confidence.LIKELY);
  }

  @Test
  void isSilentWhereNoneIsMissing() {
    assertThat(rule.find(healthy().node().build())).isEmpty();
  }

  @Test
  void isSilentOnAMachineThatIsNoNode() {
    assertThat(rule.find(lacking().build())).isEmpty();
    assertThat(rule.find(healthy().build())).isEmpty();
  }

  private static TestEvidence lacking() {
    return healthy().kubelet("cniPluginsMissing", List.of("flannel", "portmap"));
  }
}
