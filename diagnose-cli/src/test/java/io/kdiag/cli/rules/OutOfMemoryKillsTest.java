package io.kdiag.cli.rules;

import static io.kdiag.cli.rules.Machines.CONTAINER_CGROUP;
import static io.kdiag.cli.rules.Machines.MIB;
import static io.kdiag.cli.rules.Machines.POD_CGROUP;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Occurrence;
import io.kdiag.detector.Severity;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.Vmstat;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutOfMemoryKillsTest {
  private static final Instant NOW = TestEvidence.NOW;
  private final OutOfMemoryKills rule = new OutOfMemoryKills();

  private static Occurrence said(Instant time, String text) {
    return new Occurrence(
        "OOMKilling", Map.of(), 1, time, time, false, List.of(new Occurrence.Line(time, text)));
  }

  /** The line that names the cgroups. */
  private static Occurrence limited(Instant time, String cgroup, int pid) {
    return said(
        time,
        "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=x,mems_allowed=0,oom_memcg="
            + cgroup
            + ",task_memcg="
            + cgroup
            + ",task=java,pid="
            + pid
            + ",uid=0");
  }

  private static Occurrence killed(Instant time, int pid) {
    return said(
        time,
        "Memory cgroup out of memory: Killed process "
            + pid
            + " (java) total-vm:9999kB, anon-rss:65000kB, file-rss:0kB");
  }

  private static TestEvidence cart(Occurrence... problems) {
    return TestEvidence.healthy()
        .host("containers", List.of(Machines.cart()))
        .both(
            "cgroups",
            List.of(
                Machines.memory(POD_CGROUP, MIB, null, null),
                Machines.memory(CONTAINER_CGROUP, MIB, 64 * MIB, 3L)))
        .host("problems", List.of(problems));
  }

  @Test
  void namesProcessContainerAndLimitFromBothLinesOfOneKill() {
    Instant time = NOW.minusSeconds(120);
    Finding finding = Found.only(rule, cart(limited(time, CONTAINER_CGROUP, 12), killed(time, 12)));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.object()).isEqualTo("container/shop/cart-0/app");
    assertThat(finding.cause())
        .isEqualTo(
            "container app of pod shop/cart-0 reached its memory limit of 64.0 MiB and the kernel"
                + " killed java (pid 12) at 2026-01-02T03:02:05Z");
    assertThat(finding.since()).isEqualTo(time);
    assertThat(finding.evidence()).hasSize(2);
    assertThat(rule.explains(finding)).contains("ContainerCrashLooping@container/shop/cart-0/app");
  }

  @Test
  void readsTheCataloguesDetails() {
    Occurrence problem =
        new Occurrence(
            "OOMKilling",
            Map.of(
                "process",
                "java",
                "pid",
                "12",
                "task_memcg",
                CONTAINER_CGROUP,
                "constraint",
                "CONSTRAINT_MEMCG"),
            1,
            NOW,
            NOW,
            false,
            List.of(new Occurrence.Line(NOW, "oom-kill: ...")));
    assertThat(Found.only(rule, cart(problem)).cause()).contains("java (pid 12)", "64.0 MiB");
  }

  @Test
  void countsKillsOfTheSameContainer() {
    Finding finding =
        Found.only(
            rule,
            cart(
                limited(NOW.minusSeconds(900), CONTAINER_CGROUP, 11),
                limited(NOW.minusSeconds(600), CONTAINER_CGROUP, 12),
                limited(NOW.minusSeconds(300), CONTAINER_CGROUP, 13)));
    assertThat(finding.cause())
        .contains(
            "the kernel killed processes 3 times, last java (pid 13) at 2026-01-02T02:59:05Z");
    assertThat(finding.since()).isEqualTo(NOW.minusSeconds(900));
  }

  @Test
  void takesTheLimitFromTheKernelsLineWhenTheCgroupIsGone() {
    Occurrence problem =
        new Occurrence(
            "OOMKilling",
            Map.of(
                "process",
                "java",
                "pid",
                "12",
                "task_memcg",
                POD_CGROUP + "/0ld",
                "limit",
                "65536"),
            1,
            NOW,
            NOW,
            false,
            List.of(new Occurrence.Line(NOW, "oom-kill: ...")));
    assertThat(Found.only(rule, cart(problem)).cause()).contains("limit of 64.0 MiB");
  }

  @Test
  void isCriticalWhenTheMachineItselfRanOut() {
    Occurrence problem =
        said(
            NOW.minusSeconds(5),
            "oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=x,mems_allowed=0,"
                + "global_oom,task_memcg="
                + CONTAINER_CGROUP
                + ",task=java,pid=12,uid=0");
    Finding finding = Found.only(rule, cart(problem));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.object()).isEqualTo("node/k8s-node-1");
    assertThat(finding.cause())
        .startsWith(
            "the machine ran out of memory and the kernel killed java (pid 12) of container app");
  }

  @Test
  void isCriticalWhenOnlyTheLastLineOfAMachinesKillIsThere() {
    Finding finding =
        Found.only(rule, cart(said(NOW, "Out of memory: Killed process 7 (stress) total-vm:1kB")));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.cause()).contains("stress (pid 7)");
  }

  @Test
  void tellsOlderKillsAsHistory() {
    TestEvidence evidence = cart(limited(NOW.minusSeconds(3601), CONTAINER_CGROUP, 12));
    Found.silent(rule, evidence);
    assertThat(rule.history(evidence.build())).hasSize(1);
    assertThat(rule.history(evidence.build()).get(0).severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void tellsKillsOfACgroupThatIsGoneAsHistory() {
    TestEvidence evidence = cart(limited(NOW.minusSeconds(60), "/gone", 12));
    Found.silent(rule, evidence);
    assertThat(rule.history(evidence.build())).hasSize(1);
  }

  @Test
  void believesTheCgroupsOwnCounterWhereTheLogDoesNotTell() {
    Finding finding =
        Found.only(
            rule,
            cart().first("cgroups", List.of(Machines.memory(CONTAINER_CGROUP, MIB, 64 * MIB, 1L))));
    assertThat(finding.object()).isEqualTo("container/shop/cart-0/app");
    assertThat(finding.cause()).contains("the kernel killed 2 processes", "64.0 MiB");
    assertThat(finding.notChecked()).isNotEmpty();
  }

  @Test
  void believesTheMachinesCounterWhereNothingElseTells() {
    TestEvidence evidence =
        cart()
            .host("problems", Reading.unreadable("/dev/kmsg", "permission denied"))
            .first("vmstat", new Vmstat(Map.of("oom_kill", 4L)))
            .last("vmstat", new Vmstat(Map.of("oom_kill", 5L)));
    Finding finding = Found.only(rule, evidence);
    assertThat(finding.object()).isEqualTo("node/k8s-node-1");
    assertThat(finding.cause()).contains("killed 1 process for want of memory");
    Found.silentWithout(rule, evidence, "vmstat", "cgroups");
  }

  @Test
  void isSilentAboutKillsThatTheCountersHoldSinceBoot() {
    Found.silent(rule, cart().both("vmstat", new Vmstat(Map.of("oom_kill", 4L))));
  }
}
