package io.kdiag.host.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import io.kdiag.host.TestTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CgroupReaderTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"debian12-6.1-v2", "laid-out-v1-systemd", "debian12-6.18-v1"})
  void readsTheSameAsAFreshReadingAgainAndAgain(String tree) {
    HostRoot root = TestTrees.root(tree);
    try (CgroupReader reader = new CgroupReader(root)) {
      for (int round = 0; round < 3; round++) {
        assertThat(reader.read()).isEqualTo(Cgroups.read(root));
      }
      assertThat(reader.openFiles()).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"debian12-6.1-v2", "laid-out-v1-systemd", "debian12-6.18-v1"})
  void readsEveryPartAgainAndAgain(String tree) {
    HostRoot root = TestTrees.root(tree);
    try (CgroupReader reader = new CgroupReader(root, EnumSet.allOf(CgroupPart.class));
        CgroupReader fresh = new CgroupReader(root, EnumSet.allOf(CgroupPart.class))) {
      Reading<List<CgroupUsage>> first = fresh.read();
      for (int round = 0; round < 8; round++) {
        assertThat(reader.read()).isEqualTo(first);
      }
    }
  }

  @Test
  void readsNothingOfAPartThatIsSwitchedOff() {
    try (CgroupReader reader =
        new CgroupReader(TestTrees.root("debian12-6.1-v2"), EnumSet.noneOf(CgroupPart.class))) {
      for (CgroupUsage usage : reader.read().optional().orElseThrow()) {
        assertThat(usage.cpuPressure()).isInstanceOf(Reading.Absent.class);
        assertThat(usage.io()).isNull();
        assertThat(usage.cpu().optional().map(CgroupUsage.Cpu::detail)).isEmpty();
      }
    }
  }

  @Test
  void seesALimitThatChangesWithinSixRounds() throws IOException {
    HostRoot root = new HostRoot(TestTrees.copy("debian12-6.1-v2", "sys", directory));
    Path limit = directory.resolve("sys/fs/cgroup/kubepods.slice/memory.max");
    try (CgroupReader reader = new CgroupReader(root)) {
      reader.read();
      Files.writeString(limit, "7340032\n");
      List<Long> seen = new ArrayList<>();
      for (int round = 0; round < SeldomFiles.ROUNDS; round++) {
        seen.add(limit(reader));
      }
      assertThat(seen).contains(7_340_032L);
      assertThat(seen.getLast()).isEqualTo(7_340_032L);
    }
  }

  @Test
  void listsTheProcessesOfACgroup() throws IOException {
    HostRoot root = new HostRoot(TestTrees.copy("debian12-6.1-v2", "sys", directory));
    CgroupId id = CgroupId.parse("/kubepods.slice");
    try (CgroupReader reader = new CgroupReader(root)) {
      assertThat(reader.processes(id)).isInstanceOf(Reading.Absent.class);
      reader.read();
      Path procs = directory.resolve("sys/fs/cgroup/kubepods.slice/cgroup.procs");
      Files.writeString(procs, "1\n22\n333\n4\n5\n");
      assertThat(reader.processes(id).optional().orElseThrow()).containsExactly(1, 22, 333, 4, 5);
      Files.writeString(procs, "x\n");
      assertThat(reader.processes(id)).isInstanceOf(Reading.Malformed.class);
    }
  }

  private static Long limit(CgroupReader reader) {
    for (CgroupUsage usage : reader.read().optional().orElseThrow()) {
      if (usage.id().path().equals("/kubepods.slice")
          && usage.memory() instanceof Reading.Present<CgroupUsage.Memory>(var memory)
          && memory.limitBytes() != null) {
        return memory.limitBytes();
      }
    }
    return -1L;
  }

  /** Property: whatever comes, goes and changes, it is what a fresh reading gives. */
  @Test
  void followsWhatComesAndGoes() throws IOException {
    HostRoot root = new HostRoot(TestTrees.copy("debian12-6.1-v2", "sys", directory));
    Path slice = directory.resolve("sys/fs/cgroup/system.slice");
    Random random = new Random(5);
    List<String> made = new ArrayList<>();
    try (CgroupReader reader = new CgroupReader(root)) {
      for (int round = 0; round < 60; round++) {
        for (int i = random.nextInt(3); i > 0; i--) {
          String name = "s" + round + "-" + i + ".service";
          Files.createDirectory(slice.resolve(name));
          Files.writeString(slice.resolve(name).resolve("pids.current"), round + "\n");
          made.add(name);
        }
        if (!made.isEmpty() && random.nextBoolean()) {
          Path gone = slice.resolve(made.remove(random.nextInt(made.size())));
          Files.delete(gone.resolve("pids.current"));
          Files.delete(gone);
        }
        Files.writeString(slice.resolve("kubelet.service/pids.current"), round + "\n");
        assertThat(reader.read()).as("round %d", round).isEqualTo(Cgroups.read(root));
      }
    }
  }

  @Test
  void isAbsentUntilThereAreCgroups() throws IOException {
    HostRoot root = new HostRoot(directory);
    try (CgroupReader reader = new CgroupReader(root)) {
      assertThat(reader.read()).isInstanceOf(Reading.Absent.class);
      TestTrees.copy("debian12-6.1-v2", "sys", directory);
      assertThat(reader.read()).isEqualTo(Cgroups.read(root));
    }
  }
}
