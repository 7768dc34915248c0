package io.kdiag.host.proc;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.host.HostRoot;
import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MachineIdentityTest {
  @TempDir Path directory;

  @Test
  void countsCoresAndSocketsAndNotThreads() throws MalformedTextException {
    assertThat(cpus(cpu(0, "0", "0") + cpu(1, "0", "0") + cpu(2, "0", "1") + cpu(3, "1", "0")))
        .containsExactly(3, 2);
    assertThat(cpus("processor : 0\nBogoMIPS : 50\n\nprocessor : 1\n")).containsExactly(2, 1);
    assertThat(cpus("")).containsExactly(0, 0);
  }

  @Test
  void readsTheSystemsName() {
    HostRoot root = new HostRoot(directory);
    Recorded.write(
        root, "/etc/os-release", "# x\nID=debian\nVERSION_ID=\"12\"\nHOME_URL='https://x/'\n");
    Recorded.write(root, "/etc/machine-id", "abc\n");
    MachineIdentity identity = MachineIdentity.read(root);
    assertThat(identity.osRelease())
        .containsEntry("ID", "debian")
        .containsEntry("VERSION_ID", "12")
        .containsEntry("HOME_URL", "https://x/");
    assertThat(identity.machineId()).isEqualTo("abc");
    assertThat(identity.systemUuid()).isEmpty();
  }

  @Test
  void readsTheStateOfAnInterface() {
    HostRoot root = new HostRoot(directory);
    assertThat(InterfaceState.read(root, "e0").optional()).isEmpty();
    Recorded.write(root, "/sys/class/net/e0/operstate", "down\n");
    Recorded.write(root, "/sys/class/net/e0/mtu", "1500\n");
    Recorded.write(root, "/sys/class/net/e0/speed", "-1\n");
    assertThat(InterfaceState.read(root, "e0").optional())
        .contains(new InterfaceState("down", "", "", "", "", null, null, 1500L, -1L));
  }

  private static String cpu(int processor, String socket, String core) {
    return "processor\t: %d\nphysical id\t: %s\ncore id\t\t: %s\n\n"
        .formatted(processor, socket, core);
  }

  private static int[] cpus(String text) throws MalformedTextException {
    return MachineIdentity.coresAndSockets(HostText.of("/proc/cpuinfo", text));
  }
}
