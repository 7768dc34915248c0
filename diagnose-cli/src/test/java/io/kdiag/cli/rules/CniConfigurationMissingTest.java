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

final class CniConfigurationMissingTest {
  private final CniConfigurationMissing rule = new CniConfigurationMissing();

  private static final String SOCKET = "unix:///run/containerd/containerd.sock";

  @Test
  void isCertainWhereTheRuntimeMissesIt() {
    assertThat(
            rule.find(
                empty().probe(Kind.RUNTIME_NETWORK, SOCKET, Outcome.UNHEALTHY, "", 3).build()))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.CRITICAL))
        .satisfies(f -> assertThat(f.confidence()).isEqualTo(Confidence.CERTAIN))
        .satisfies(f -> assertThat(f.object()).isEqualTo("node/k8s-node-1"))
        .satisfies(
            f -> assertThat(f.cause()).startsWith("/etc/cni/net.d holds no network configuration"))
        .satisfies(f -> assertThat(rule.explains(f)).containsExactly("PodNetworkNotReady"));
  }

  @Test
  void isLessSureWhereTheRuntimeWasNotAsked() {
    assertThat(rule.find(empty().build()))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.WARNING))
        .satisfies(f -> assertThat(f.confidence()).isEqualTo(Confidence.LIKELY))
        .satisfies(f -> assertThat(f.notChecked()).hasSize(1));
  }

  @Test
  void isSilentWhereTheRuntimeHasANetwork() {
    assertThat(rule.find(empty().probe(Kind.RUNTIME_NETWORK, SOCKET, Outcome.OK, "", 3).build()))
        .isEmpty();
  }

  @Test
  void isSilentWhereDockerMayBeTheNetwork() {
    TestEvidence docker = empty().kubelet("runtimeEndpoint", "unix:///var/run/dockershim.sock");
    assertThat(rule.find(docker.build())).isEmpty();
  }

  @Test
  void isSilentWhereThereIsOneOrTheDirectoryCannotBeRead() {
    TestEvidence one = empty().kubelet("cniConfigurations", List.of("/etc/cni/net.d/10-a.conf"));
    assertThat(rule.find(one.build())).isEmpty();
    assertThat(rule.find(healthy().node().build())).isEmpty();
  }

  @Test
  void isSilentOnAMachineThatIsNoNode() {
    assertThat(rule.find(healthy().kubelet("cniConfigurations", List.of()).build())).isEmpty();
  }

  private static TestEvidence empty() {
    return healthy().node().kubelet("cniConfigurations", List.of());
  }
}
