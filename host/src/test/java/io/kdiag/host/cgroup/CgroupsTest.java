package io.kdiag.host.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import io.kdiag.host.TestTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupsTest {
  private static final String V1_BUSY = "f348aa85-77c5-4380-9410-696d33a356c5";
  private static final String V2_POD = "11111111-2222-3333-4444-555555555555";
  private static final String LAID_POD = "33333333-4444-5555-6666-777777777777";

  @TempDir Path directory;

  @Test
  void readsAThrottledContainerOfVersion1() {
    CgroupUsage usage = container("debian12-6.18-v1", "efa4e4e0");
    assertThat(usage.id().podUid()).isEqualTo(V1_BUSY);
    CgroupUsage.Cpu cpu = value(usage.cpu());
    assertThat(cpu.limitProcessors()).isEqualTo(0.1);
    assertThat(cpu.throttledPeriods()).isGreaterThan(400).isLessThanOrEqualTo(cpu.periods());
    assertThat(cpu.throttledSeconds()).isCloseTo(43.4, within(0.01));
    assertThat(value(usage.memory()).limitBytes()).isEqualTo(32L << 20);
    assertThat(usage.cpuPressure()).isInstanceOf(Reading.Absent.class);
  }

  @Test
  void readsAnOutOfMemoryKillOfVersion1() {
    CgroupUsage.Memory memory = value(container("debian12-6.18-v1", "3d476b09").memory());
    assertThat(memory.oomKills()).isEqualTo(1);
    assertThat(memory.limitBytes()).isEqualTo(16L << 20);
    assertThat(memory.rssBytes()).isEqualTo(53_248);
    assertThat(memory.workingSetBytes()).isLessThanOrEqualTo(memory.usageBytes());
  }

  @Test
  void readsTheRootOfVersion1WithoutALimit() {
    CgroupUsage root = read("debian12-6.18-v1").getFirst();
    assertThat(root.id().path()).isEqualTo("/");
    assertThat(value(root.memory()).limitBytes()).isNull();
    assertThat(root.tasks()).isInstanceOf(Reading.Absent.class);
  }

  @Test
  void readsAThrottledContainerOfVersion2WithItsPressure() {
    CgroupUsage usage = container("debian12-6.1-v2", "01234567");
    assertThat(usage.id().podUid()).isEqualTo(V2_POD);
    assertThat(usage.id().runtime()).isEqualTo("containerd");
    CgroupUsage.Cpu cpu = value(usage.cpu());
    assertThat(cpu)
        .isEqualTo(
            new CgroupUsage.Cpu(
                11.731686, 593, 585, 95.983904, 0.2, 5.743547, 5.988139, 20_000L, 100_000L, null));
    assertThat(value(usage.cpuPressure()).some().avg60()).isEqualTo(37.84);
    assertThat(value(usage.tasks()).limit()).isEqualTo(50);
    assertThat(value(usage.memory()).limitBytes()).isNull();
  }

  @Test
  void readsAnOutOfMemoryKillOfVersion2() {
    CgroupUsage usage = container("debian12-6.1-v2", "fedcba98");
    assertThat(usage.id().runtime()).isEqualTo("cri-o");
    CgroupUsage.Memory memory = value(usage.memory());
    assertThat(memory.oomKills()).isEqualTo(1);
    assertThat(memory.limitHits()).isEqualTo(50);
    assertThat(memory.limitBytes()).isEqualTo(16L << 20);
    assertThat(memory.rssBytes()).isEqualTo(98_304);
    assertThat(memory.cacheBytes()).isEqualTo(94_208);
  }

  @Test
  void readsTheRootOfVersion2WithWhatItHas() {
    CgroupUsage root = read("debian12-6.1-v2").getFirst();
    assertThat(root.id().path()).isEqualTo("/");
    assertThat(value(root.cpu()).usageSeconds()).isPositive();
    assertThat(value(root.cpu()).limitProcessors()).isNull();
    assertThat(root.memory()).isInstanceOf(Reading.Absent.class);
    assertThat(root.tasks()).isInstanceOf(Reading.Absent.class);
  }

  @Test
  void findsServicesAndTopLevelsButNotConmon() {
    List<String> paths = paths("debian12-6.1-v2");
    assertThat(paths)
        .contains(
            "/kubepods.slice",
            "/kubepods.slice/kubepods-besteffort.slice",
            "/system.slice/kubelet.service")
        .isSorted()
        .noneMatch(path -> path.contains("conmon"))
        .hasSize(10);
  }

  @Test
  void findsAllRuntimesUnderTheSystemdDriver() {
    List<CgroupUsage> all = read("laid-out-v1-systemd");
    assertThat(all.stream().filter(usage -> LAID_POD.equals(usage.id().podUid())))
        .extracting(usage -> usage.id().runtime())
        .containsExactly(null, "containerd", "cri-o", "docker");
    assertThat(paths("laid-out-v1-systemd"))
        .anyMatch(path -> path.contains(":cri-containerd:"))
        .anyMatch(path -> path.startsWith("/system.slice/docker-"))
        .contains("/user.slice/user-0.slice")
        .doesNotContain("/user.slice/user-0.slice/session-1.scope");
  }

  @Test
  void readsAJointHierarchyAndAnOldKernelThatCountsNoKills() {
    CgroupUsage usage = container("laid-out-v1-systemd", "b2b2");
    assertThat(value(usage.cpu()))
        .isEqualTo(
            new CgroupUsage.Cpu(6, 120, 118, 9.412, 0.5, null, null, 50_000L, 100_000L, null));
    assertThat(value(usage.memory()).oomKills()).isNull();
    assertThat(value(usage.tasks()).refusedForks()).isNull();
  }

  @Test
  void isAbsentWhereThereAreNoCgroups() {
    assertThat(Cgroups.read(new HostRoot(directory))).isInstanceOf(Reading.Absent.class);
  }

  @Test
  void givesTheReasonForADamagedFileAndTheOtherParts() throws IOException {
    Path copy = TestTrees.copy("debian12-6.1-v2", "sys", directory);
    Files.writeString(copy.resolve("sys/fs/cgroup/system.slice/memory.current"), "12x4\n");
    CgroupUsage slice = find(new HostRoot(copy), "/system.slice");
    assertThat(slice.memory())
        .isEqualTo(
            Reading.malformed(
                "/sys/fs/cgroup/system.slice/memory.current",
                "/sys/fs/cgroup/system.slice/memory.current:1: expected a whole number, found"
                    + " \"12x4\""));
    assertThat(slice.cpu()).isInstanceOf(Reading.Present.class);
  }

  @Test
  void leavesOutACgroupThatEndedBetweenWalkAndRead() throws IOException {
    Path copy = TestTrees.copy("debian12-6.1-v2", "sys", directory);
    Files.createDirectory(copy.resolve("sys/fs/cgroup/system.slice/gone.service"));
    assertThat(Cgroups.read(new HostRoot(copy)).optional().orElseThrow())
        .noneMatch(usage -> usage.id().path().endsWith("gone.service"));
  }

  @Test
  void readsDamagedTreesWithoutFailingOrInventing() throws IOException {
    Path copy = TestTrees.copy("debian12-6.1-v2", "sys", directory);
    Path service = copy.resolve("sys/fs/cgroup/system.slice/kubelet.service");
    Random random = new Random(11);
    for (int i = 0; i < 300; i++) {
      for (String file :
          new String[] {"cpu.stat", "memory.current", "memory.max", "cpu.pressure"}) {
        TestTrees.damage(service.resolve(file), random);
      }
      CgroupUsage usage = find(new HostRoot(copy), "/system.slice/kubelet.service");
      usage
          .memory()
          .optional()
          .ifPresent(memory -> assertThat(memory.workingSetBytes()).isNotNegative());
    }
  }

  private CgroupUsage find(HostRoot root, String path) {
    for (CgroupUsage usage : Cgroups.read(root).optional().orElseThrow()) {
      if (usage.id().path().equals(path)) {
        return usage;
      }
    }
    throw new AssertionError("no " + path);
  }

  private static CgroupUsage container(String tree, String idStart) {
    for (CgroupUsage usage : read(tree)) {
      String id = usage.id().containerId();
      if (id != null && id.startsWith(idStart)) {
        return usage;
      }
    }
    throw new AssertionError("no container " + idStart);
  }

  private static List<String> paths(String tree) {
    return read(tree).stream().map(usage -> usage.id().path()).toList();
  }

  private static List<CgroupUsage> read(String tree) {
    return Cgroups.read(TestTrees.root(tree)).optional().orElseThrow();
  }

  private static <T> T value(Reading<T> reading) {
    return reading.optional().orElseThrow(() -> new AssertionError(reading));
  }
}
