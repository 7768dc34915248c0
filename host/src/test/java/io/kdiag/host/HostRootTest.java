package io.kdiag.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostRootTest {
  @TempDir Path directory;

  @Test
  void findsTheHostsPathsUnderItsRoot() {
    assertThat(new HostRoot(Path.of("/host")).resolve("/proc/stat"))
        .isEqualTo(Path.of("/host/proc/stat"));
    assertThat(HostRoot.local().resolve("/proc/stat")).isEqualTo(Path.of("/proc/stat"));
  }

  @Test
  void readsAFile() throws IOException {
    Files.writeString(directory.resolve("f"), " text\n");
    assertThat(root().read("/f", HostText::trimmed)).isEqualTo(Reading.present("text"));
  }

  @Test
  void tellsAbsent() {
    assertThat(root().read("/f", HostText::trimmed)).isEqualTo(Reading.absent("/f"));
    assertThat(root().list("/d")).isEqualTo(Reading.absent("/d"));
  }

  @Test
  void tellsUnreadableWithTheSystemsReason() throws IOException {
    Files.createDirectory(directory.resolve("d"));
    assertThat(root().read("/d", HostText::trimmed))
        .isEqualTo(Reading.unreadable("/d", "Is a directory"));
  }

  @Test
  void tellsUnreadableWithoutThePathOfTheTree() throws IOException {
    Files.writeString(directory.resolve("f"), "");
    assertThat(root().read("/f/g", HostText::trimmed))
        .isEqualTo(Reading.unreadable("/f/g", "Not a directory"));
  }

  @Test
  void tellsMalformedWithTheLine() throws IOException {
    Files.writeString(directory.resolve("f"), "x\n");
    assertThat(root().read("/f", text -> text.cursor().number()))
        .isEqualTo(Reading.malformed("/f", "/f:1: expected a whole number, found \"x\""));
  }

  @Test
  void refusesAFileThatIsTooLarge() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(directory.resolve("f").toFile(), "rw")) {
      file.setLength(HostRoot.LIMIT_BYTES + 1L);
    }
    assertThat(root().read("/f", HostText::trimmed)).isInstanceOf(Reading.Malformed.class);
  }

  @Test
  void listsNamesInOrder() throws IOException {
    Files.writeString(directory.resolve("b"), "");
    Files.writeString(directory.resolve("a"), "");
    assertThat(root().list("/")).isEqualTo(Reading.present(List.of("a", "b")));
  }

  @Test
  void tellsThisMachineFromARecordedOne() throws IOException {
    assertThat(HostRoot.local().isThisMachine()).isTrue();
    assertThat(root().isThisMachine()).isFalse();
    Path id = Path.of("proc/sys/kernel/random/boot_id");
    Files.createDirectories(directory.resolve("proc/sys/kernel/random"));
    Files.writeString(directory.resolve(id), Files.readString(Path.of("/").resolve(id)));
    assertThat(root().isThisMachine()).isTrue();
  }

  private HostRoot root() {
    return new HostRoot(directory);
  }
}
