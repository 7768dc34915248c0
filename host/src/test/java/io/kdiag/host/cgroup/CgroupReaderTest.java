package io.kdiag.host.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import io.kdiag.host.TestTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
