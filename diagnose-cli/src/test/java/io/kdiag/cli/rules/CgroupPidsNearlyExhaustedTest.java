package io.kdiag.cli.rules;

import static io.kdiag.cli.rules.Machines.CONTAINER_CGROUP;
import static io.kdiag.cli.rules.Machines.POD_CGROUP;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CgroupPidsNearlyExhaustedTest {
  private final CgroupPidsNearlyExhausted rule = new CgroupPidsNearlyExhausted();

  private static TestEvidence tasks(String path, long current, @Nullable Long limit, long refused) {
    return TestEvidence.healthy()
        .host("containers", List.of(Machines.cart()))
        .first("cgroups", List.of(Machines.tasks(path, current, limit, 7L)))
        .last("cgroups", List.of(Machines.tasks(path, current, limit, 7 + refused)));
  }

  @Test
  void warnsWhenAPodIsAtItsLimit() {
    Finding finding = Found.only(rule, tasks(POD_CGROUP, 1024, 1024L, 12_345));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.object()).isEqualTo("pod/shop/cart-0");
    assertThat(finding.cause())
        .isEqualTo(
            "pod shop/cart-0 can start nothing more: it has 1024 of 1024 processes and threads,"
                + " 12,345 forks failed in this window");
  }

  @Test
  void warnsAboveNinetyPercent() {
    assertThat(Found.only(rule, tasks(CONTAINER_CGROUP, 91, 100L, 0)).cause())
        .contains("hardly anything more", "91 of 100");
  }

  @Test
  void isCriticalWhenAServiceOfTheSystemCannotFork() {
    Finding finding = Found.only(rule, tasks("/system.slice/containerd.service", 4915, 4915L, 3));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.object()).isEqualTo("cgroup//system.slice/containerd.service");
  }

  @Test
  void isSilentUpToNinetyPercentWhateverFailedBefore() {
    Found.silent(rule, tasks(CONTAINER_CGROUP, 90, 100L, 0));
    Found.silent(rule, tasks(CONTAINER_CGROUP, 5000, null, 0));
  }

  @Test
  void isSilentAboutASandboxThatMayStartNothing() {
    Found.silent(rule, tasks("/sandbox", 1, 1L, 0));
  }

  @Test
  void isSilentWithoutCgroups() {
    Found.silentWithout(rule, tasks(CONTAINER_CGROUP, 100, 100L, 1), "cgroups");
  }
}
