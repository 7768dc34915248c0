package io.kdiag.host.proc;

import static io.kdiag.host.proc.Recorded.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InterfaceCountersTest {
  private static final String HEADING = "Inter-| Receive | Transmit\n face |bytes |bytes\n";
  @TempDir Path directory;

  @Test
  void readsTheColumnsOfAProcesssNamespace() {
    HostRoot root = new HostRoot(directory);
    Recorded.write(
        root, "/proc/7/net/dev", HEADING + "e0: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n");
    assertThat(value(InterfaceCounters.ofProcess(root, 7)))
        .containsExactly(
            new InterfaceCounters("e0", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16));
    assertThat(InterfaceCounters.ofProcess(root, 8)).isEqualTo(Reading.absent("/proc/8/net/dev"));
  }
}
