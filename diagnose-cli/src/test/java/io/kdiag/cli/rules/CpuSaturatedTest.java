package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Severity;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.LoadAverage;
import java.util.List;
import org.junit.jupiter.api.Test;

class CpuSaturatedTest {
  private final CpuSaturated rule = new CpuSaturated();

  /** Two processors over ten seconds, {@code idle} of twenty seconds unused. */
  private static TestEvidence busy(double idle) {
    return TestEvidence.healthy()
        .first("cpu", Machines.cpu(100, 50, 1000, 0, 0))
        .last("cpu", Machines.cpu(118 - idle, 52, 1000 + idle, 0, 0));
  }

  @Test
  void firesWhenAllProcessorsAreBusyAndTasksWaitForThem() {
    Finding finding =
        Found.only(
            rule,
            busy(0.2)
                .last("cpuPressure", Machines.pressure(66, 52, 0, 0))
                .first("processes", List.of(Machines.process(7, "gzip", 'R', 1, 0)))
                .last("processes", List.of(Machines.process(7, "gzip", 'R', 11, 0))));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.object()).isEqualTo("node/k8s-node-1");
    assertThat(finding.cause())
        .contains("all 2 processors", "99.0 %", "66.0 % of the last 10 s", "52.0 %");
    assertThat(finding.evidence().toString()).contains("gzip (pid 7) 1.0");
  }

  @Test
  void namesTheContainerThatUsesTheProcessors() {
    Finding finding =
        Found.only(
            rule,
            busy(0)
                .last("cpuPressure", Machines.pressure(66, 52, 0, 0))
                .host("containers", List.of(Machines.cart()))
                .last("processes", List.of(Machines.inCart(9, "java", 19, 0))));
    assertThat(finding.evidence().toString())
        .contains("java (pid 9, container app of pod shop/cart-0) 1.9");
  }

  @Test
  void isSilentWhenTheyAreBusyAndNobodyWaits() {
    Found.silent(rule, busy(0).last("cpuPressure", Machines.pressure(5, 5, 0, 0)));
  }

  @Test
  void isSilentAboutABurstThatTheLastMinuteDoesNotShow() {
    Found.silent(rule, busy(0).last("cpuPressure", Machines.pressure(80, 35, 0, 0)));
  }

  @Test
  void isSilentWhenProcessorsAreLeft() {
    Found.silent(rule, busy(1).last("cpuPressure", Machines.pressure(80, 80, 0, 0)));
  }

  @Test
  void countsTheQueueWhereTheKernelHasNoPressure() {
    TestEvidence evidence = busy(0).both("cpuPressure", Reading.absent("/proc/pressure/cpu"));
    Found.silent(rule, evidence.last("load", new LoadAverage(4, 4, 4, 9, 200)));
    Found.silent(rule, evidence.last("load", new LoadAverage(8, 4, 4, 4, 200)));
    Finding finding = Found.only(rule, evidence.last("load", new LoadAverage(8, 4, 4, 9, 200)));
    assertThat(finding.cause()).contains("9 tasks are running or queue, 8.0 on average");
  }

  @Test
  void isSilentWithoutTimes() {
    Found.silentWithout(rule, busy(0).last("cpuPressure", Machines.pressure(66, 52, 0, 0)), "cpu");
    Found.silentWithout(rule, busy(0), "cpuPressure", "load");
  }
}
