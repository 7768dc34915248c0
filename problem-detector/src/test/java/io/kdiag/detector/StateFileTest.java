package io.kdiag.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kdiag.host.HostRoot;
import io.kdiag.host.kernellog.KernelRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateFileTest {
  private static final String BOOT_ID = "/proc/sys/kernel/random/boot_id";
  private static final String LINES =
      """
      6,10,1000000,-;Linux version 6.1.0
      3,11,2000000,-;I/O error, dev sda, sector 1 op 0x0:(READ)
      3,12,3000000,-;INFO: task dd:1234 blocked for more than 120 seconds.
      """;

  @TempDir Path directory;
  private HostRoot root;

  @BeforeEach
  void recordedTree() throws IOException {
    root = new HostRoot(directory);
    write("/proc/stat", "btime " + MovedClock.START.getEpochSecond() + "\n");
    write(BOOT_ID, "boot-a\n");
    write("/dev/kmsg", LINES);
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), text);
  }

  /** A run of the detector over the tree: restores, reads what is there, saves. */
  private Detecting run() throws IOException {
    Detecting detecting = new Detecting(directory);
    detecting.problems.bootId = "";
    new StateFile(root).restore(detecting.problems, Catalogue.load());
    NodeProblems problems = detecting.problems;
    try (KernelSource source = KernelSource.open(root, problems.bootId, problems.sequence)) {
      problems.boot(source.bootId());
      for (KernelRecord record = source.next(Duration.ZERO);
          record != null;
          record = source.next(Duration.ZERO)) {
        problems.accept(record);
      }
    }
    detecting.reporter.step();
    new StateFile(root).save(problems);
    return detecting;
  }

  @Test
  void countsNothingTwiceOverARestart() throws IOException {
    Detecting first = run();
    assertThat(first.active()).hasSize(2).allMatch(problem -> problem.count() == 1);
    Detecting second = run();
    assertThat(second.problems.document()).isEqualTo(first.problems.document());
    assertThat(second.sample("kdiag_problem_detector_records_total")).isZero();
    assertThat(second.api.events).isEmpty();
    assertThat(second.condition("KernelDeadlock")).isEqualTo(first.condition("KernelDeadlock"));
  }

  @Test
  void missesNothingThatWasSaidWhileItWasDown() throws IOException {
    run();
    write("/dev/kmsg", LINES + "3,13,4000000,-;I/O error, dev sda, sector 2 op 0x0:(READ)\n");
    Detecting second = run();
    assertThat(second.active())
        .filteredOn(problem -> problem.code().equals("IOError"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.count()).isEqualTo(2));
    assertThat(second.sample("kdiag_problem_detector_records_total")).isEqualTo(1);
  }

  @Test
  void startsAtTheBeginningOfANewBootAndEndsWhatTheOldOneHad() throws IOException {
    run();
    write(BOOT_ID, "boot-b\n");
    write("/dev/kmsg", "6,0,1000000,-;Linux version 6.1.0\n");
    Detecting second = run();
    assertThat(second.active()).isEmpty();
    assertThat(second.recent()).hasSize(2);
    assertThat(second.condition("KernelDeadlock").status()).isEqualTo("False");
    assertThat(second.problems.sequence).isZero();
  }

  @Test
  void aReplayAfterACrashNamesItsEventsTheSame() throws IOException {
    Detecting first = run();
    Files.delete(root.resolve(StateFile.DIRECTORY + "/state.json"));
    Detecting replay = run();
    assertThat(first.api.events).hasSize(2);
    assertThat(replay.api.events.keySet()).isEqualTo(first.api.events.keySet());
  }

  @Test
  void putsADamagedFileAsideAndSaysSo() throws IOException {
    run();
    Path file = root.resolve(StateFile.DIRECTORY + "/state.json");
    String whole = Files.readString(file);
    Files.writeString(file, whole.substring(0, whole.length() / 2));
    Detecting detecting = new Detecting(directory);
    assertThatThrownBy(() -> new StateFile(root).restore(detecting.problems, Catalogue.load()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("state.json: damaged, begins anew");
    try (Stream<Path> files = Files.list(root.resolve(StateFile.DIRECTORY))) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactly("state.json.bad");
    }
  }

  @Test
  void takesConditionsThatNoCatalogueKnowsOffTheNode() throws IOException {
    run();
    Path file = root.resolve(StateFile.DIRECTORY + "/state.json");
    Files.writeString(
        file, Files.readString(file).replace("\"conditions\":{", "\"conditions\":{\"OldOne\":{},"));
    Detecting second = run();
    assertThat(second.api.removed).containsExactly("OldOne");
    assertThat(run().api.removed).isEmpty();
  }
}
