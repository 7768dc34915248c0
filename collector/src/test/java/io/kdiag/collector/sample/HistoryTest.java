package io.kdiag.collector.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.collector.kubernetes.ClusterFacts;
import io.kdiag.collector.kubernetes.ContainerFacts;
import io.kdiag.collector.kubernetes.NodeFacts;
import io.kdiag.collector.kubernetes.PodFacts;
import io.kdiag.host.Reading;
import io.kdiag.host.cgroup.CgroupId;
import io.kdiag.host.cgroup.CgroupUsage;
import io.kdiag.host.containerlog.ContainerLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class HistoryTest {
  private static final String UID = "7d4ac54c-47b6-49ef-a5b7-d20184f28410";
  private static final String FIRST = "a".repeat(64);
  private static final String SECOND = "b".repeat(64);
  private final History history = new History();
  private Instant now = Instant.parse("2026-11-20T21:00:00Z");

  @Test
  void sumsTheKillsOfAContainersRuns() {
    tick(List.of(run(FIRST, 2L)), List.of());
    assertThat(kills()).isEqualTo(2);
    tick(List.of(run(SECOND, 1L)), List.of());
    assertThat(kills()).isEqualTo(3);
    assertThat(history.gone()).singleElement().extracting(Lasting.Gone::oomKills).isEqualTo(2L);
  }

  @Test
  void countsAKillThatTheKernelLogAndTheCgroupTellOnce() {
    tick(List.of(run(FIRST, 0L)), List.of());
    tick(List.of(run(FIRST, 1L)), List.of(id(FIRST)));
    assertThat(kills()).isEqualTo(1);
  }

  @Test
  void countsAContainerThatWasKilledBetweenTwoTicks() {
    tick(List.of(run(FIRST, 0L)), List.of());
    tick(List.of(), List.of(id(FIRST)), log(1, FIRST));
    assertThat(kills()).isEqualTo(1);
    assertThat(restarts()).isEqualTo(1);
    tick(List.of(), List.of(id(SECOND)), log(2, SECOND));
    assertThat(kills()).as("never seen in a tick").isEqualTo(2);
  }

  @Test
  void countsWhatOnlyTheApiServerTellsOnce() {
    ContainerFacts facts = new ContainerFacts(false, "", Map.of(), Map.of(), 1, Set.of(FIRST));
    ClusterFacts cluster =
        new ClusterFacts(
            1,
            Map.of(
                UID,
                new PodFacts(UID, UID, "shop", "web-0", Map.of(), "", "", Map.of("web", facts))),
            NodeFacts.UNKNOWN);
    for (int i = 0; i < 3; i++) {
      history.tick(now, List.of(), List.of(), List.of(), cluster);
    }
    assertThat(kills()).isEqualTo(1);
  }

  @Test
  void forgetsAnHourAfterTheLastSign() {
    tick(List.of(run(FIRST, 1L)), List.of());
    now = now.plus(Duration.ofMinutes(59));
    tick(List.of(), List.of());
    assertThat(history.gone()).hasSize(1);
    now = now.plus(Duration.ofMinutes(2));
    tick(List.of(), List.of());
    assertThat(history.gone()).isEmpty();
    assertThat(history.lasting()).isEmpty();
  }

  @Test
  void takesTheCgroupOutOfTheKernelsWords() {
    assertThat(
            OomWatch.cgroup(
                "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset="
                    + FIRST
                    + ",mems_allowed=0,oom_memcg=/kubepods/pod"
                    + UID
                    + ",task_memcg=/kubepods/pod"
                    + UID
                    + "/"
                    + FIRST
                    + ",task=stress,pid=7,uid=0"))
        .isEqualTo(id(FIRST));
    assertThat(OomWatch.cgroup("veth1: link becomes ready")).isNull();
    assertThat(OomWatch.cgroup("oom-kill:constraint=CONSTRAINT_NONE")).isNull();
  }

  private void tick(List<OwnedCgroup> cgroups, List<CgroupId> killed, ContainerLog... logs) {
    history.tick(now, cgroups, killed, List.of(logs), ClusterFacts.UNKNOWN);
  }

  private long kills() {
    return web().oomKills();
  }

  private long restarts() {
    return web().restarts();
  }

  private Lasting web() {
    return history.lasting().stream()
        .filter(each -> each.container().equals("web"))
        .findFirst()
        .orElseThrow();
  }

  private static CgroupId id(String container) {
    return CgroupId.parse("/kubepods/pod" + UID + "/" + container);
  }

  private ContainerLog log(int restarts, String container) {
    return new ContainerLog("shop", "web-0", UID, "web", restarts, container, List.of(), now);
  }

  private static OwnedCgroup run(String container, @Nullable Long kills) {
    return OwnedCgroup.of(
        new CgroupUsage(
            id(container),
            Reading.absent("cpu"),
            Reading.present(new CgroupUsage.Memory(1, 1, null, kills, null)),
            Reading.absent("pids"),
            Reading.absent("cpu.pressure"),
            Reading.absent("memory.pressure"),
            Reading.absent("io.pressure")),
        new Owner("shop", "web-0", UID, "web", container, ""));
  }
}
