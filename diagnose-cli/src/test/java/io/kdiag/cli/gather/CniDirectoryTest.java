package io.kdiag.cli.gather;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CniDirectoryTest {
  @TempDir private Path directory;

  private CniDirectory read(Machine machine) {
    return CniDirectory.read(machine.root(), "/etc/cni/net.d", "/opt/cni/bin");
  }

  @Test
  void namesThePluginsOfTheFirstConfigurationThatHaveNoProgram() {
    CniDirectory cni =
        read(
            new Machine(directory)
                .file(
                    "/etc/cni/net.d/10-a.conflist",
                    "{\"plugins\":[{\"type\":\"bridge\",\"ipam\":{\"type\":\"host-local\"}},{\"type\":\"portmap\"}]}")
                .file("/etc/cni/net.d/20-b.conf", "{\"type\":\"other\"}")
                .file("/etc/cni/net.d/readme.txt", "")
                .file("/opt/cni/bin/bridge", ""));
    assertThat(cni.configurations())
        .containsExactly("/etc/cni/net.d/10-a.conflist", "/etc/cni/net.d/20-b.conf");
    assertThat(cni.missing()).containsExactly("host-local", "portmap");
  }

  @Test
  void isEmptyWithoutADirectory() {
    assertThat(read(new Machine(directory)).configurations()).isEmpty();
    assertThat(read(new Machine(directory)).missing()).isEmpty();
  }

  @Test
  void saysNothingIsMissingForADamagedFileOrAHostileName() {
    assertThat(
            read(new Machine(directory).file("/etc/cni/net.d/1.conf", "{\"type\":\"../../sh\"}"))
                .missing())
        .isEmpty();
    assertThat(read(new Machine(directory).file("/etc/cni/net.d/1.conf", "{")).missing()).isEmpty();
  }
}
