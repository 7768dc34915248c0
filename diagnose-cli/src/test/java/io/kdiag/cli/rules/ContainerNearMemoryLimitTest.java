package io.kdiag.cli.rules;

import static io.kdiag.cli.rules.Machines.CONTAINER_CGROUP;
import static io.kdiag.cli.rules.Machines.MIB;
import static io.kdiag.cli.rules.Machines.POD_CGROUP;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.detector.Severity;
import io.kdiag.host.cgroup.CgroupUsage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContainerNearMemoryLimitTest {
  private final ContainerNearMemoryLimit rule = new ContainerNearMemoryLimit();

  private static TestEvidence cgroups(CgroupUsage... usages) {
    return TestEvidence.healthy()
        .host("containers", List.of(Machines.cart()))
        .both("cgroups", List.of(usages));
  }

  @Test
  void warnsAboveNinetyPercentAndNamesTheContainer() {
    Finding finding =
        Found.only(rule, cgroups(Machines.memory(CONTAINER_CGROUP, 245 * MIB, 256 * MIB, 2L)));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(finding.object()).isEqualTo("container/shop/cart-0/app");
    assertThat(finding.cause())
        .isEqualTo(
            "container app of pod shop/cart-0 is close to its memory limit: its working set is 245"
                + " MiB of 256 MiB (95.7 %)");
    assertThat(finding.evidence().toString()).contains("oom_kill 2 since it exists");
  }

  @Test
  void isCertainWhenTheLimitIsReachedAgainAndAgain() {
    CgroupUsage.Memory before = new CgroupUsage.Memory(250 * MIB, 250 * MIB, 256 * MIB, null, 100L);
    CgroupUsage.Memory after = new CgroupUsage.Memory(250 * MIB, 250 * MIB, 256 * MIB, null, 140L);
    CgroupUsage usage = Machines.cgroup(CONTAINER_CGROUP);
    TestEvidence evidence =
        cgroups()
            .first("cgroups", List.of(TestEvidence.with(usage, "memory", before)))
            .last("cgroups", List.of(TestEvidence.with(usage, "memory", after)));
    Finding finding = Found.only(rule, evidence);
    assertThat(finding.confidence()).isEqualTo(Confidence.CERTAIN);
    assertThat(finding.cause()).endsWith("reached the limit 40 times in this window");
  }

  @Test
  void saysOnlyTheContainerWhereItsPodIsNearWithIt() {
    Finding finding =
        Found.only(
            rule,
            cgroups(
                Machines.memory(POD_CGROUP, 250 * MIB, 256 * MIB, null),
                Machines.memory(CONTAINER_CGROUP, 250 * MIB, 256 * MIB, null)));
    assertThat(finding.object()).isEqualTo("container/shop/cart-0/app");
  }

  @Test
  void isSilentUpToNinetyPercentAndWithoutALimit() {
    Found.silent(rule, cgroups(Machines.memory(CONTAINER_CGROUP, 90 * MIB, 100 * MIB, null)));
    Found.silent(rule, cgroups(Machines.memory(CONTAINER_CGROUP, 900 * MIB, null, null)));
  }

  @Test
  void isSilentWithoutCgroups() {
    Found.silentWithout(
        rule, cgroups(Machines.memory(CONTAINER_CGROUP, 99 * MIB, 100 * MIB, 0L)), "cgroups");
  }
}
