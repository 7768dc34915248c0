package io.kdiag.host.proc;

import static io.kdiag.host.proc.Recorded.text;
import static io.kdiag.host.proc.Recorded.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kdiag.host.HostRoot;
import io.kdiag.host.MalformedTextException;
import io.kdiag.host.Reading;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RouteReaderTest {
  private static final String HEADING =
      "Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT\n";
  private static final String NONE = "00000000000000000000000000000000";

  @Test
  void readsARecordedMachine() {
    assertThat(value(RouteReader.read(Recorded.root(Recorded.V1))))
        .hasSize(14)
        .contains(
            new Route("eth0", "0.0.0.0", 0, "192.0.2.1", 0, false),
            new Route("testcni0", "10.244.0.0", 24, "0.0.0.0", 0, false),
            new Route("eth0", "fd00::", 64, "::", 256, false),
            new Route("eth0", "::", 0, "fd00::1", 1024, false),
            new Route("lo", "::", 0, "::", 0xffff_ffffL, true));
  }

  @Test
  void readsAMachineWithoutRoutes() {
    assertThat(value(RouteReader.read(Recorded.root(Recorded.V2))))
        .containsOnly(new Route("lo", "::", 0, "::", 0xffff_ffffL, true));
  }

  @Test
  void marksAnUnreachableRoute() throws MalformedTextException {
    assertThat(
            RouteReader.parse4(text(HEADING + "* 000A0A0A 00000000 0201 0 0 0 00FFFFFF 0 0 0\n")))
        .containsExactly(new Route("*", "10.10.10.0", 24, "0.0.0.0", 0, true));
  }

  @Test
  void leavesOutWhatIsNotUp() throws MalformedTextException {
    assertThat(
            RouteReader.parse4(text(HEADING + "e0 000A0A0A 00000000 0000 0 0 0 00FFFFFF 0 0 0\n")))
        .isEmpty();
  }

  @Test
  void rejectsAnAddressThatIsNotHexadecimal() {
    assertThatThrownBy(
            () -> RouteReader.parse4(text(HEADING + "e0 000A0G0A 0 1 0 0 0 00FFFFFF 0 0 0\n")))
        .hasMessageContaining("/proc/file:2: expected a hexadecimal number");
  }

  @Test
  void rejectsAFileWithoutHeading() {
    assertThatThrownBy(() -> RouteReader.parse4(text(""))).hasMessageContaining("Iface");
  }

  @Test
  void rejectsAPrefixBeyondTheAddress() {
    String line = NONE + " 81 " + NONE + " 00 " + NONE + " 0 0 0 1 lo\n";
    assertThatThrownBy(() -> RouteReader.parse6(text(line))).hasMessageContaining("prefix");
  }

  @Test
  void rejectsAnAddressThatIsTooShort() {
    assertThatThrownBy(() -> RouteReader.parse6(text("fe80 40 " + NONE + " 00\n")))
        .hasMessageContaining("32 hexadecimal digits");
  }

  @Test
  void readsIpv4AloneWhereThereIsNoIpv6(@TempDir Path directory) {
    HostRoot root = new HostRoot(directory);
    Recorded.write(root, "/proc/net/route", HEADING);
    assertThat(RouteReader.read(root)).isInstanceOf(Reading.Present.class);
  }

  @Test
  void writesAddressesInTheirShortForm() {
    assertThat(IpText.v6("20010db8000000010000000000000001")).isEqualTo("2001:db8:0:1::1");
    assertThat(IpText.v6("20010db8000100010001000100010001")).isEqualTo("2001:db8:1:1:1:1:1:1");
    assertThat(IpText.v6("20010db8000000010001000100010001")).isEqualTo("2001:db8:0:1:1:1:1:1");
    assertThat(IpText.v6("00000000000000000000000000000001")).isEqualTo("::1");
    assertThat(IpText.v6(NONE)).isEqualTo("::");
  }
}
