package io.kdiag.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeptFilesTest {
  @TempDir Path directory;
  private KeptFiles files = new KeptFiles(HostRoot.local());

  @BeforeEach
  void looksAtTheDirectory() {
    files = new KeptFiles(new HostRoot(directory));
  }

  @AfterEach
  void closes() {
    files.close();
    assertThat(files.open()).isZero();
  }

  private Reading<String> read(String path) {
    return files.read(path, HostText::string);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  @Test
  void readsAKeptFileAsItIsNow() throws IOException {
    write("a", "first\n");
    assertThat(read("/a")).isEqualTo(Reading.present("first\n"));
    write("a", "x".repeat(20_000));
    assertThat(read("/a")).isEqualTo(Reading.present("x".repeat(20_000)));
    write("a", "");
    assertThat(read("/a")).isEqualTo(Reading.present(""));
    assertThat(files.open()).isEqualTo(1);
  }

  @Test
  void closesWhatARoundDidNotAskFor() throws IOException {
    write("a", "1");
    write("b", "2");
    read("/a");
    read("/b");
    files.endRound();
    read("/a");
    files.endRound();
    assertThat(files.open()).isEqualTo(1);
    assertThat(read("/b")).isEqualTo(Reading.present("2"));
  }

  @Test
  void saysWhyAFileGivesNothingAndKeepsNoneOfIt() throws IOException {
    Files.createDirectory(directory.resolve("d"));
    assertThat(read("/none")).isEqualTo(Reading.absent("/none"));
    assertThat(read("/d")).isEqualTo(Reading.unreadable("/d", "Is a directory"));
    assertThat(files.open()).isZero();
    write("m", "no number");
    assertThat(files.read("/m", text -> text.cursor().number()))
        .isInstanceOf(Reading.Malformed.class);
  }

  @Test
  void opensEachTimeWhatIsBeyondItsShare() throws IOException {
    write("a", "1");
    write("b", "2");
    try (KeptFiles one = new KeptFiles(new HostRoot(directory), 1)) {
      assertThat(one.read("/a", HostText::string)).isEqualTo(Reading.present("1"));
      assertThat(one.read("/b", HostText::string)).isEqualTo(Reading.present("2"));
      assertThat(one.open()).isEqualTo(1);
    }
  }

  /** A process' files give ESRCH once it has ended, as a cgroup's give ENODEV. */
  @Test
  void findsThatTheKernelTookAFileAway() throws IOException, InterruptedException {
    try (KeptFiles machine = new KeptFiles(HostRoot.local())) {
      Process process = new ProcessBuilder("sleep", "60").start();
      String path = "/proc/" + process.pid() + "/stat";
      assertThat(machine.read(path, HostText::string)).isInstanceOf(Reading.Present.class);
      process.destroyForcibly().waitFor();
      assertThat(machine.read(path, HostText::string)).isEqualTo(Reading.absent(path));
      assertThat(machine.open()).isZero();
    }
  }
}
