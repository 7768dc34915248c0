package io.kdiag.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShellHistoryTest {
  @TempDir private Path directory;

  @Test
  void isTheUsersAlone() throws IOException {
    Path file = ShellHistory.file(Map.of("HOME", directory.toString()));
    assertThat(file).isEqualTo(directory.resolve(".local/state/kdiag/history"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void goesWhereXdgSays() {
    Path file =
        ShellHistory.file(
            Map.of("HOME", "/nowhere", "XDG_STATE_HOME", directory.resolve("s").toString()));
    assertThat(file).isEqualTo(directory.resolve("s/kdiag/history"));
  }

  @Test
  void isDoneWithoutWhereThereIsNoPlace() {
    assertThat(ShellHistory.file(Map.of())).isNull();
    assertThat(ShellHistory.file(Map.of("HOME", "/proc/nowhere"))).isNull();
  }
}
