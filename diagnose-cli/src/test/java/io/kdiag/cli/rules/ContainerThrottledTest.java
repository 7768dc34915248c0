package io.kdiag.cli.rules;

import static io.kdiag.cli.rules.Machines.CONTAINER_CGROUP;
import static io.kdiag.cli.rules.Machines.POD_CGROUP;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Severity;
import io.kdiag.host.Reading;
import io.kdiag.host.cgroup.CgroupUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContainerThrottledTest {
  private final ContainerThrottled rule = new ContainerThrottled();

  private static TestEvidence throttled(
      String path, long periods, long throttled, double used, @Nullable Double limit) {
    return TestEvidence.healthy()
        .host("containers", List.of(Machines.cart()))
        .first("cgroups", List.of(Machines.cpu(path, 50, 1000, 900, limit)))
        .last(
            "cgroups",
            List.of(Machines.cpu(path, 50 + used, 1000 + periods, 900 + throttled, limit)));
  }

  @Test
  void namesTheContainerAndWhatItUsesOfItsLimit() {
    Finding finding = Found.only(rule, throttled(CONTAINER_CGROUP, 100, 62, 2.4, 0.25));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.object()).isEqualTo("container/shop/cart-0/app");
    assertThat(finding.cause())
        .isEqualTo(
            "container app of pod shop/cart-0 is throttled by its CPU limit: stopped in 62.0 % of"
                + " its periods over 10.0 s, using 0.24 of 0.25 processors");
    assertThat(finding.remedies().get(0).command())
        .isEqualTo("kubectl describe pod cart-0 -n shop");
  }

  @Test
  void namesAnyOtherCgroupByItsPath() {
    Finding finding = Found.only(rule, throttled("/batch", 100, 62, 2.4, 0.25));
    assertThat(finding.object()).isEqualTo("cgroup//batch");
  }

  @Test
  void saysOnlyTheContainerWhereItsPodIsThrottledWithIt() {
    Finding finding =
        Found.only(
            rule,
            TestEvidence.healthy()
                .host("containers", List.of(Machines.cart()))
                .first(
                    "cgroups",
                    List.of(
                        Machines.cpu(POD_CGROUP, 0, 0, 0, 0.25),
                        Machines.cpu(CONTAINER_CGROUP, 0, 0, 0, 0.25)))
                .last(
                    "cgroups",
                    List.of(
                        Machines.cpu(POD_CGROUP, 2.4, 100, 90, 0.25),
                        Machines.cpu(CONTAINER_CGROUP, 2.4, 100, 90, 0.25))));
    assertThat(finding.object()).isEqualTo("container/shop/cart-0/app");
  }

  @Test
  void isSilentUpToAQuarterOfThePeriods() {
    Found.silent(rule, throttled(CONTAINER_CGROUP, 100, 25, 2.4, 0.25));
  }

  @Test
  void isSilentWhenLittleOfTheLimitIsUsed() {
    Found.silent(rule, throttled(CONTAINER_CGROUP, 100, 62, 1.2, 0.25));
  }

  @Test
  void isSilentAfterAFewPeriodsAndWithoutALimit() {
    Found.silent(rule, throttled(CONTAINER_CGROUP, 9, 9, 2.4, 0.25));
    Found.silent(rule, throttled(CONTAINER_CGROUP, 100, 62, 2.4, null));
  }

  @Test
  void isSilentAboutThrottlingBeforeTheWindow() {
    Found.silent(rule, throttled(CONTAINER_CGROUP, 0, 0, 0, 0.25));
  }

  @Test
  void isSilentWithoutCgroups() {
    Found.silentWithout(rule, throttled(CONTAINER_CGROUP, 100, 62, 2.4, 0.25), "cgroups");
  }

  /** As seen on an emulated machine: 1.4 s between two reads of a window of 2.85 s. */
  @Test
  void measuresItsUseByThePeriodsThatTheKernelCounted() {
    Finding finding =
        Found.only(
            rule,
            TestEvidence.healthy()
                .first("cgroups", List.of(periods(0.891018, 89, 88)))
                .last("cgroups", List.of(periods(1.030912, 103, 102))));
    assertThat(finding.cause()).contains("using 0.10 of 0.10 processors");
  }

  private static CgroupUsage periods(double used, long periods, long throttled) {
    CgroupUsage usage = Machines.cpu(CONTAINER_CGROUP, used, periods, throttled, 0.1);
    return TestEvidence.with(
        usage,
        "cpu",
        Reading.present(
            new CgroupUsage.Cpu(used, periods, throttled, 7, 0.1, used, 0.0, 10_000L, 100_000L)));
  }
}
