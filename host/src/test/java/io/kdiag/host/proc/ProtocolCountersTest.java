package io.kdiag.host.proc;

import static io.kdiag.host.proc.Recorded.text;
import static io.kdiag.host.proc.Recorded.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code /proc/net/snmp}, {@code netstat} and {@code sockstat}. */
final class ProtocolCountersTest {
  @TempDir Path directory;

  @Test
  void readsBothFilesOfARecordedMachine() {
    assertThat(value(ProtocolCountersReader.read(Recorded.root(Recorded.V1))).counters())
        .containsEntry("Tcp.RetransSegs", 42L)
        .containsEntry("Tcp.OutSegs", 282970L)
        .containsEntry("Tcp.MaxConn", -1L)
        .containsEntry("TcpExt.ListenOverflows", 0L)
        .containsKey("IpExt.InOctets");
  }

  @Test
  void readsTheFirstFileWhereThereIsNoSecond() {
    HostRoot root = new HostRoot(directory);
    Recorded.write(root, "/proc/net/snmp", "Udp: A B\nUdp: 1 2\n");
    assertThat(value(ProtocolCountersReader.read(root)).counters())
        .containsOnly(Map.entry("Udp.A", 1L), Map.entry("Udp.B", 2L));
  }

  @Test
  void isMalformedWhereTheSecondFileIs() {
    HostRoot root = new HostRoot(directory);
    Recorded.write(root, "/proc/net/snmp", "Udp: A\nUdp: 1\n");
    Recorded.write(root, "/proc/net/netstat", "TcpExt: A\nTcpExt: x\n");
    assertThat(ProtocolCountersReader.read(root)).isInstanceOf(Reading.Malformed.class);
  }

  @Test
  void rejectsMoreNamesThanValues() {
    assertThatThrownBy(() -> ProtocolCounters.parse(text("Udp: A B\nUdp: 1\n")))
        .hasMessageContaining("/proc/file:2: expected a count");
  }

  @Test
  void rejectsMoreValuesThanNames() {
    assertThatThrownBy(() -> ProtocolCounters.parse(text("Udp: A\nUdp: 1 2\n")))
        .hasMessageContaining("the end of Udp");
  }

  @Test
  void rejectsValuesOfAnotherGroup() {
    assertThatThrownBy(() -> ProtocolCounters.parse(text("Udp: A\nTcp: 1\n")))
        .hasMessageContaining("the values of Udp");
  }

  @Test
  void rejectsANegativeCounter() {
    assertThatThrownBy(() -> ProtocolCounters.parse(text("Udp: A\nUdp: -1\n")))
        .hasMessageContaining("a count");
  }

  @Test
  void readsTheSocketsInUse() {
    HostRoot root = Recorded.root(Recorded.V1);
    assertThat(value(NetFiles.read(root, "sockstat", SocketStat::parse)).counts())
        .containsEntry("TCP.inuse", 172L)
        .containsEntry("TCP.mem", 94L)
        .containsEntry("sockets.used", 225L);
  }

  @Test
  void rejectsASocketCountWithoutAValue() {
    assertThatThrownBy(() -> SocketStat.parse(text("TCP: inuse\n")))
        .hasMessageContaining("a count");
  }
}
