package io.kdiag.host.proc;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

final class OpenFilesTest {
  private static final int SELF = (int) ProcessHandle.current().pid();

  @Test
  void countsTheSocketsAmongThem() throws IOException {
    OpenFiles before = OpenFiles.of(HostRoot.local(), SELF).optional().orElseThrow();
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(socket.isBound()).isTrue();
      OpenFiles with = OpenFiles.of(HostRoot.local(), SELF).optional().orElseThrow();
      assertThat(with.sockets()).isGreaterThan(before.sockets());
      assertThat(with.descriptors()).isGreaterThan(with.sockets());
    }
  }

  @Test
  void isAbsentOfAProcessThatHasEnded() {
    assertThat(OpenFiles.of(HostRoot.local(), 1 << 23))
        .isEqualTo(Reading.absent("/proc/8388608/fd"));
  }

  @Test
  void knowsSingleFactsOfThisProcess() {
    HostRoot root = HostRoot.local();
    double uptime = root.read("/proc/uptime", Uptime::parse).optional().orElseThrow().toMillis();
    assertThat(ProcessFacts.startSeconds(root, SELF).optional().orElseThrow())
        .isPositive()
        .isLessThanOrEqualTo(uptime / 1000);
    assertThat(ProcessFacts.openFilesLimit(root, SELF).optional().orElseThrow()).isPositive();
    assertThat(ProcessFacts.startSeconds(root, 1 << 23)).isInstanceOf(Reading.Absent.class);
    assertThat(ProcessFacts.hasOwnNetwork(root, 1 << 23)).isInstanceOf(Reading.Absent.class);
  }
}
