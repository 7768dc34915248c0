package io.kdiag.host.proc;

import static io.kdiag.host.proc.Recorded.text;
import static io.kdiag.host.proc.Recorded.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connection tracking, the neighbour tables and {@code /proc/net/stat} beneath both. */
final class ConntrackReaderTest {
  private static final String COUNT = "/proc/sys/net/netfilter/nf_conntrack_count";
  private static final String MAX = "/proc/sys/net/netfilter/nf_conntrack_max";
  private static final String STAT = "/proc/net/stat/nf_conntrack";

  @TempDir Path directory;

  @Test
  void readsARecordedMachine() {
    assertThat(value(ConntrackReader.read(Recorded.root(Recorded.V1))))
        .isEqualTo(new Conntrack(100, 262144, 0, 0, 0));
  }

  @Test
  void sumsOverProcessors() {
    HostRoot root = machine();
    Recorded.write(root, STAT, "entries insert_failed drop early_drop\n5 1 2 3\n5 10 20 ff\n");
    assertThat(value(ConntrackReader.read(root)))
        .isEqualTo(new Conntrack(5, 10, 0x22, 0x102, 0x11));
  }

  @Test
  void saysWhatTheKernelDoesNotCount() {
    assertThat(value(ConntrackReader.read(machine()))).isEqualTo(new Conntrack(5, 10, -1, -1, -1));
  }

  @Test
  void isAbsentWhereNothingIsTracked() {
    assertThat(ConntrackReader.read(new HostRoot(directory))).isEqualTo(Reading.absent(COUNT));
  }

  @Test
  void isMalformedWhereTheLimitIs() {
    HostRoot root = machine();
    Recorded.write(root, MAX, "lots\n");
    assertThat(ConntrackReader.read(root))
        .isEqualTo(Reading.malformed(MAX, MAX + ":1: expected a count, found \"lots\""));
  }

  @Test
  void rejectsATableWithFewerNumbersThanNames() {
    assertThatThrownBy(() -> NetStatTable.parse(text("a b\n1\n")))
        .hasMessageContaining("/proc/file:2: expected a hexadecimal number");
  }

  @Test
  void rejectsATableWithoutNumbers() {
    assertThatThrownBy(() -> NetStatTable.parse(text("a b\n")))
        .hasMessageContaining("a line of numbers for each processor");
  }

  @Test
  void readsTheNeighboursOfARecordedMachine() {
    assertThat(value(NeighbourTableReader.read(Recorded.root(Recorded.V1))))
        .containsExactly(
            new NeighbourTable("ARP", 3, 1024, 0), new NeighbourTable("NDP", 13, 1024, 0));
  }

  @Test
  void readsArpAloneWhereThereIsNoIpv6() {
    HostRoot root = new HostRoot(directory);
    Recorded.write(root, "/proc/net/stat/arp_cache", "entries table_fulls\na 1\na 2\n");
    Recorded.write(root, "/proc/sys/net/ipv4/neigh/default/gc_thresh3", "1024\n");
    assertThat(value(NeighbourTableReader.read(root)))
        .containsExactly(new NeighbourTable("ARP", 10, 1024, 3));
  }

  @Test
  void hasNoNeighboursWithoutThoseFiles() {
    assertThat(NeighbourTableReader.read(new HostRoot(directory)))
        .isInstanceOf(Reading.Absent.class);
  }

  private HostRoot machine() {
    HostRoot root = new HostRoot(directory);
    Recorded.write(root, COUNT, "5\n");
    Recorded.write(root, MAX, "10\n");
    return root;
  }
}
