package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Severity;
import io.kdiag.host.cgroup.CgroupUsage;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryPressureTest {
  private final MemoryPressure rule = new MemoryPressure();

  private static TestEvidence pressure(double some10, double some60, double full10, double full60) {
    return TestEvidence.healthy()
        .last("memoryPressure", Machines.pressure(some10, some60, full10, full60));
  }

  @Test
  void warnsWhenAllTasksWait() {
    Finding finding = Found.only(rule, pressure(30, 18, 14, 6));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.object()).isEqualTo("node/k8s-node-1");
    assertThat(finding.cause()).contains("30.0 % of the last 10 s", "18.0 % of the last minute");
    assertThat(finding.evidence().toString()).contains("full avg10=14.00 avg60=6.00");
  }

  @Test
  void warnsWhenSomeWaitForLong() {
    Found.only(rule, pressure(30, 21, 2, 1));
  }

  @Test
  void namesTheContainerThatWaitsMost() {
    Finding finding =
        Found.only(
            rule,
            pressure(30, 21, 2, 1)
                .host("containers", List.of(Machines.cart()))
                .last(
                    "cgroups",
                    List.of(
                        waiting(Machines.POD_CGROUP, 60),
                        waiting(Machines.CONTAINER_CGROUP, 60),
                        waiting("/system.slice", 2))));
    assertThat(finding.cause()).endsWith("most of all those of container app of pod shop/cart-0");
  }

  private static CgroupUsage waiting(String path, double avg10) {
    return TestEvidence.with(
        Machines.cgroup(path), "memoryPressure", Machines.pressure(avg10, avg10, 0, 0));
  }

  @Test
  void isSilentAtTheThresholds() {
    Found.silent(rule, pressure(30, 20, 10, 6));
    Found.silent(rule, pressure(30, 20, 14, 5));
  }

  @Test
  void isSilentAboutWhatIsOverAndWhatJustBegan() {
    Found.silent(rule, pressure(3, 40, 2, 30));
    Found.silent(rule, pressure(60, 9, 40, 4));
  }

  @Test
  void isSilentWithoutPressure() {
    Found.silentWithout(rule, pressure(90, 90, 90, 90), "memoryPressure");
  }
}
