package io.kdiag.cli.rules;

import static io.kdiag.cli.rules.Machines.GIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.cli.evidence.KubernetesSetup;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.Meminfo;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SwapUnderKubeletTest {
  private final SwapUnderKubelet rule = new SwapUnderKubelet();

  private static TestEvidence swap(
      long bytes, @Nullable Integer pid, @Nullable Boolean failSwapOn) {
    KubernetesSetup.Kubelet kubelet =
        new KubernetesSetup.Kubelet(
            "/var/lib/kubelet/config.yaml",
            "/var/lib/kubelet",
            null,
            null,
            null,
            failSwapOn,
            Map.of(),
            "/etc/cni/net.d",
            null,
            "/opt/cni/bin",
            List.of());
    return TestEvidence.healthy()
        .both("memory", new Meminfo(8 * GIB, 4 * GIB, 6 * GIB, bytes, bytes, Map.of()))
        .kubernetes("kubelet", kubelet)
        .kubernetes(
            "components",
            List.of(new KubernetesSetup.Component("kubelet", "process", pid, List.of())));
  }

  @Test
  void isCriticalWhenKubeletDoesNotRunForIt() {
    Finding finding = Found.only(rule, swap(2 * GIB, null, true));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.object()).isEqualTo("node/k8s-node-1");
    assertThat(finding.cause()).contains("2.0 GiB of swap are on", "refuses to start");
    assertThat(rule.explains(finding)).contains("KubeletDown");
  }

  @Test
  void warnsWhenKubeletStillRuns() {
    Finding finding = Found.only(rule, swap(2 * GIB, 77, true));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.cause()).contains("will not start again");
  }

  @Test
  void onlyRemarksWhenARunningKubeletsSettingsAreNotKnown() {
    Finding finding = Found.only(rule, swap(2 * GIB, 77, null));
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.confidence()).isEqualTo(Confidence.POSSIBLE);
  }

  @Test
  void isSilentWhereKubeletIsSetForSwap() {
    Found.silent(rule, swap(2 * GIB, 77, false));
  }

  @Test
  void isSilentWithoutSwapOrKubelet() {
    Found.silent(rule, swap(0, 77, true));
    Found.silent(rule, swap(2 * GIB, 77, true).kubernetes("components", List.of()));
  }

  @Test
  void isSilentWithoutMeminfo() {
    Found.silentWithout(rule, swap(2 * GIB, null, true), "memory");
  }
}
