package io.kdiag.host.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kdiag.host.HostRoot;
import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of a recorded machine, cut at every byte. */
final class CutFilesTest {
  private static final Map<String, HostRoot.Parser<?>> PARSERS =
      Map.ofEntries(
          Map.entry("/proc/stat", CpuTimes::parse),
          Map.entry("/proc/loadavg", LoadAverage::parse),
          Map.entry("/proc/uptime", Uptime::parse),
          Map.entry("/proc/meminfo", Meminfo::parse),
          Map.entry("/proc/vmstat", Vmstat::parse),
          Map.entry("/proc/diskstats", DiskStat::parse),
          Map.entry("/proc/pressure/io", PressureStall::parse),
          Map.entry("/proc/sys/fs/file-nr", FileHandles::parse),
          Map.entry("/proc/sys/kernel/tainted", KernelTaint::parse),
          Map.entry("/proc/sys/kernel/pid_max", Sysctls::count),
          Map.entry("/proc/1/mountinfo", Mount::parse),
          Map.entry("/proc/1/net/route", RouteReader::parse4),
          Map.entry("/proc/1/net/ipv6_route", RouteReader::parse6),
          Map.entry("/proc/1/net/snmp", ProtocolCounters::parse),
          Map.entry("/proc/1/net/netstat", ProtocolCounters::parse),
          Map.entry("/proc/1/net/sockstat", SocketStat::parse),
          Map.entry("/proc/1/net/stat/nf_conntrack", NetStatTable::parse),
          Map.entry("/proc/30513/cgroup", ProcessStat::parseCgroup),
          Map.entry("/proc/30513/stat", text -> ProcessStat.parse(text, 4096)));

  static Stream<String> files() {
    return PARSERS.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("files")
  void areRefusedUnlessTheyEndWithALine(String path) throws IOException {
    byte[] bytes = Files.readAllBytes(Recorded.root(Recorded.V1).resolve(path));
    HostRoot.Parser<?> parser = Objects.requireNonNull(PARSERS.get(path));
    for (int length = 1; length < bytes.length; length++) {
      HostText cut = new HostText(path, bytes, length);
      if (bytes[length - 1] != '\n') {
        assertThatThrownBy(() -> parser.parse(cut))
            .isInstanceOf(MalformedTextException.class)
            .hasMessageStartingWith(path + ":")
            .hasMessageContaining("expected a line feed, found \"the end of the file\"");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void areReadWhole(String path) {
    HostRoot.Parser<?> parser = Objects.requireNonNull(PARSERS.get(path));
    assertThat(Recorded.root(Recorded.V1).read(path, parser).optional()).isPresent();
  }
}
