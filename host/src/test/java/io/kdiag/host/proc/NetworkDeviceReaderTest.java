package io.kdiag.host.proc;

import static io.kdiag.host.proc.Recorded.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NetworkDeviceReaderTest {
  private static final String HEADING = "Inter-| Receive | Transmit\n face |bytes |bytes\n";

  @TempDir Path directory;

  @Test
  void readsARecordedMachine() {
    assertThat(value(NetworkDeviceReader.read(Recorded.root(Recorded.V1))))
        .hasSize(7)
        .contains(
            new NetworkDevice(
                "eth0", 392755039, 11249, 0, 0, 1075925, 8334, 0, 0, "up", false, true, 2, -1),
            new NetworkDevice("testcni0", 3424, 54, 0, 0, 1184, 12, 0, 0, "up", true, true, 6, -1),
            new NetworkDevice("ifb0", 0, 0, 0, 0, 0, 0, 0, 0, "down", true, false, 0, -1));
  }

  @Test
  void tellsReceivedFromSent() {
    HostRoot root = new HostRoot(directory);
    Recorded.write(root, "/proc/net/dev", HEADING + "e0:1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n");
    assertThat(value(NetworkDeviceReader.read(root)))
        .containsExactly(
            new NetworkDevice("e0", 1, 2, 3, 4, 9, 10, 11, 12, "", true, false, -1, -1));
  }

  @Test
  void prefersTheNamespaceOfTheFirstProcess() {
    HostRoot root = new HostRoot(directory);
    Recorded.write(root, "/proc/1/net/dev", HEADING);
    Recorded.write(root, "/proc/net/dev", HEADING + "e0:1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n");
    assertThat(value(NetworkDeviceReader.read(root))).isEmpty();
  }

  @Test
  void isMalformedWhereACounterIsMissing() {
    HostRoot root = new HostRoot(directory);
    Recorded.write(root, "/proc/net/dev", HEADING + "e0:1 2 3 4 5 6 7 8 9 10\n");
    assertThat(NetworkDeviceReader.read(root))
        .isEqualTo(
            Reading.malformed("/proc/net/dev", "/proc/net/dev:3: expected a count, found \"\""));
  }

  @Test
  void isMalformedWithoutTheHeading() {
    HostRoot root = new HostRoot(directory);
    Recorded.write(root, "/proc/net/dev", "e0:1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n");
    assertThat(NetworkDeviceReader.read(root)).isInstanceOf(Reading.Malformed.class);
  }
}
