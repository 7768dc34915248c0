package io.kdiag.cli.rules;

import static io.kdiag.cli.TestEvidence.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.evidence.HostEvidence.ContainerState;
import io.kdiag.detector.Severity;
import io.kdiag.host.containerlog.ContainerLog;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CgroupDriverMismatchTest {
  private final CgroupDriverMismatch rule = new CgroupDriverMismatch();

  @Test
  void namesBothDrivers() {
    assertThat(rule.find(drivers("cgroupfs", "systemd").node().build()))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.CRITICAL))
        .satisfies(f -> assertThat(f.object()).isEqualTo("node/k8s-node-1"))
        .satisfies(
            f ->
                assertThat(f.cause())
                    .startsWith("kubelet manages cgroups with the driver cgroupfs"))
        .satisfies(f -> assertThat(rule.explains(f)).contains("KubeletDown"));
  }

  @Test
  void isAWarningWhereContainersRunAllTheSame() {
    ContainerLog log =
        new ContainerLog("shop", "cart", "u", "app", 0, null, List.of(), TestEvidence.NOW);
    TestEvidence evidence =
        drivers("cgroupfs", "systemd")
            .node()
            .part("kubelet", "process", 7)
            .host("containers", List.of(new ContainerState(log, List.of(), true, List.of())));
    assertThat(rule.find(evidence.build()))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.WARNING))
        .satisfies(f -> assertThat(f.against()).hasSize(1));
  }

  @Test
  void isSilentWhereTheyAgreeOrOneIsNotKnown() {
    assertThat(rule.find(drivers("systemd", "systemd").node().build())).isEmpty();
    assertThat(rule.find(healthy().node().kubelet("cgroupDriver", "systemd").build())).isEmpty();
  }

  @Test
  void isSilentOnAMachineThatIsNoNode() {
    assertThat(rule.find(drivers("cgroupfs", "systemd").build())).isEmpty();
    assertThat(rule.find(healthy().build())).isEmpty();
  }

  private static TestEvidence drivers(String kubelet, String runtime) {
    return healthy().kubelet("cgroupDriver", kubelet).kubelet("runtimeCgroupDriver", runtime);
  }
}
