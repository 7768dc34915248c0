package io.kdiag.host.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import org.junit.jupiter.api.Test;

final class DeviceIoTest {

  @Test
  void readsVersion2() throws MalformedTextException {
    assertThat(
            DeviceIo.parseV2(
                text(
                    "8:16 \n254:0 rbytes=4096 wbytes=8192 rios=1 wios=2 dbytes=0 dios=0"
                        + " cost.usage=7\n7:0\n")))
        .containsExactly(new DeviceIo("254:0", 4096, 8192, 1, 2));
  }

  @Test
  void readsVersion1() throws MalformedTextException {
    assertThat(
            DeviceIo.ofV1(
                DeviceIo.parseV1(
                    text(
                        """
                        254:0 Read 4096
                        254:0 Write 8192
                        254:0 Sync 1
                        254:0 Total 12288
                        Total 12288
                        """)),
                DeviceIo.parseV1(text("254:0 Read 1\n254:0 Write 2\nTotal 3\n"))))
        .containsExactly(new DeviceIo("254:0", 4096, 8192, 1, 2));
  }

  @Test
  void readsACgroupThatUsedNoDevice() throws MalformedTextException {
    assertThat(DeviceIo.parseV1(text("Total 0\n"))).isEmpty();
    assertThat(DeviceIo.parseV2(text(""))).isEmpty();
  }

  @Test
  void rejectsWhatIsNoCount() {
    assertThatThrownBy(() -> DeviceIo.parseV2(text("254:0 rbytes=x wbytes=1\n")))
        .hasMessageContaining("io.stat:1: expected a count");
    assertThatThrownBy(() -> DeviceIo.parseV1(text("254:0 Read -1\n")))
        .hasMessageContaining("expected a count");
  }

  private static HostText text(String text) {
    return HostText.of("io.stat", text);
  }
}
