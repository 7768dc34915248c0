package io.kdiag.host.proc;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void asksAKernelThreadForTheMachinesNetworkWhereTheFirstProcessMayNotBeLookedAt(
      @TempDir Path tree) throws IOException {
    network(tree, 2, "net:[1]");
    network(tree, 7, "net:[1]");
    network(tree, 8, "net:[5]");
    HostRoot root = new HostRoot(tree);
    assertThat(ProcessFacts.hasOwnNetwork(root, 7)).isEqualTo(Reading.present(false));
    assertThat(ProcessFacts.hasOwnNetwork(root, 8)).isEqualTo(Reading.present(true));
  }

  private static void network(Path tree, int pid, String namespace) throws IOException {
    Path folder = Files.createDirectories(tree.resolve("proc/" + pid + "/ns"));
    Files.createSymbolicLink(folder.resolve("net"), Path.of(namespace));
  }
}
