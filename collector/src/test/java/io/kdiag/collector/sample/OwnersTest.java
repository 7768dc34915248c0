package io.kdiag.collector.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.collector.Fixtures;
import io.kdiag.collector.kubernetes.ClusterFacts;
import io.kdiag.collector.kubernetes.ContainerFacts;
import io.kdiag.collector.kubernetes.NodeFacts;
import io.kdiag.collector.kubernetes.PodFacts;
import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import io.kdiag.host.cgroup.CgroupId;
import io.kdiag.host.cgroup.CgroupUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OwnersTest {
  private static final String UID = "7d4ac54c-47b6-49ef-a5b7-d20184f28410";
  private static final String POD = "/kubepods/burstable/pod" + UID;
  private static final String LOOP =
      "23cc33c83a39d895ed4b346b383b153948910d408aebfb84fbd29893d340af60";

  @TempDir Path directory;

  @Test
  void namesContainersPodsAndSandboxes() {
    assertThat(owner(POD + "/" + LOOP))
        .isEqualTo(new Owner("collector", "burner", UID, "loop", LOOP, ""));
    assertThat(owner(POD)).isEqualTo(new Owner("collector", "burner", UID, "", "", ""));
    String sandbox = "922d6318b9b0194d408211c0ecd055f0c7c6969766b101b8c063ef0a7facf5b2";
    assertThat(owner(POD + "/" + sandbox))
        .isEqualTo(new Owner("collector", "burner", UID, "", sandbox, ""));
  }

  @Test
  void namesNobodyForTheMachinesOwnCgroups() {
    assertThat(owner("/")).isEqualTo(Owner.NOBODY);
    assertThat(owner("/kubepods/burstable")).isEqualTo(Owner.NOBODY);
  }

  @Test
  void findsTheNameOfAContainerWhoseLogComesLater() throws IOException {
    Owners owners = new Owners(new HostRoot(directory));
    List<CgroupUsage> usages = List.of(usage(POD + "/" + LOOP));
    assertThat(owners.of(usages, ClusterFacts.UNKNOWN).getFirst().owner().container()).isEmpty();
    writeLog();
    String found = "";
    for (int tick = 0; tick < 7; tick++) {
      found = owners.of(usages, ClusterFacts.UNKNOWN).getFirst().owner().container();
    }
    assertThat(found).isEqualTo("loop");
  }

  @Test
  void keepsTheNameOfAContainerWhoseLogHasGone() throws IOException {
    writeLog();
    Owners owners = new Owners(new HostRoot(directory));
    List<CgroupUsage> usages = List.of(usage(POD + "/" + LOOP));
    assertThat(owners.of(usages, ClusterFacts.UNKNOWN).getFirst().owner().container())
        .isEqualTo("loop");
    Files.delete(directory.resolve("var/log/pods/collector_burner_" + UID + "/loop/0.log"));
    for (int tick = 0; tick < 14; tick++) {
      assertThat(owners.of(usages, ClusterFacts.UNKNOWN).getFirst().owner().container())
          .isEqualTo("loop");
    }
  }

  @Test
  void takesTheImageFromTheApiServerOnceItTells() throws IOException {
    writeLog();
    Owners owners = new Owners(new HostRoot(directory));
    List<CgroupUsage> usages = List.of(usage(POD + "/" + LOOP));
    assertThat(owners.of(usages, ClusterFacts.UNKNOWN).getFirst().owner().image()).isEmpty();
    ContainerFacts loop = new ContainerFacts(false, "web:1", Map.of(), Map.of(), 0, Set.of());
    PodFacts pod =
        new PodFacts(UID, UID, "collector", "burner", Map.of(), "", "", Map.of("loop", loop));
    ClusterFacts told = new ClusterFacts(1, Map.of(UID, pod), NodeFacts.UNKNOWN);
    assertThat(owners.of(usages, told).getFirst().labels().toString()).contains("image=\"web:1\"");
  }

  private void writeLog() throws IOException {
    String log = "/var/log/pods/collector_burner_" + UID + "/loop/0.log";
    Path file = directory.resolve(log.substring(1));
    Files.createDirectories(Path.of(String.valueOf(file.getParent())));
    Files.writeString(file, "");
    Path links = Files.createDirectories(directory.resolve("var/log/containers"));
    Files.createSymbolicLink(links.resolve("burner_collector_loop-" + LOOP + ".log"), Path.of(log));
  }

  private static CgroupUsage usage(String path) {
    return new CgroupUsage(
        CgroupId.parse(path),
        Reading.absent("cpu"),
        Reading.absent("memory"),
        Reading.absent("pids"),
        Reading.absent("cpu.pressure"),
        Reading.absent("memory.pressure"),
        Reading.absent("io.pressure"));
  }

  private static Owner owner(String path) {
    for (OwnedCgroup cgroup : Fixtures.v1().containers()) {
      if (cgroup.usage().id().path().equals(path)) {
        return cgroup.owner();
      }
    }
    throw new AssertionError("no cgroup " + path);
  }
}
