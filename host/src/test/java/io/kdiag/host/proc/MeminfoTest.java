package io.kdiag.host.proc;

import static io.kdiag.host.proc.Recorded.text;
import static io.kdiag.host.proc.Recorded.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kdiag.host.MalformedTextException;
import org.junit.jupiter.api.Test;

/** {@code /proc/meminfo} and {@code vmstat}. */
final class MeminfoTest {
  private static final String MEMINFO =
      """
      MemTotal:        4007132 kB
      MemFree:         3954240 kB
      MemAvailable:    3840704 kB
      SwapTotal:             0 kB
      SwapFree:              0 kB
      """;

  @Test
  void readsARecordedMachineInBytes() {
    Meminfo memory = value(Recorded.root(Recorded.V1).read("/proc/meminfo", Meminfo::parse));
    assertThat(memory.totalBytes()).isEqualTo(24684084L << 10);
    assertThat(memory.freeBytes()).isEqualTo(22256496L << 10);
    assertThat(memory.availableBytes()).isEqualTo(22793184L << 10);
    assertThat(memory.swapTotalBytes()).isZero();
    assertThat(memory.fields()).containsEntry("Hugepagesize", 2048L << 10).hasSizeGreaterThan(40);
  }

  @Test
  void keepsNumbersWithoutAUnit() throws MalformedTextException {
    assertThat(Meminfo.parse(text(MEMINFO + "HugePages_Total:       5\n")).fields())
        .containsEntry("HugePages_Total", 5L);
  }

  @Test
  void rejectsTotalThatIsNotANumber() {
    assertThatThrownBy(() -> Meminfo.parse(text(MEMINFO.replace("4007132", "many"))))
        .hasMessage("/proc/file:1: expected a count, found \"many kB\"");
  }

  @Test
  void rejectsAMissingLineByName() {
    assertThatThrownBy(() -> Meminfo.parse(text(MEMINFO.replaceAll("MemAvailable.*\n", ""))))
        .hasMessageContaining("the line MemAvailable");
  }

  @Test
  void rejectsAFileThatIsCutInsideANumber() {
    assertThatThrownBy(() -> Meminfo.parse(text(MEMINFO + "Cached: 12")))
        .hasMessageContaining("/proc/file:6: expected a line feed");
  }

  @Test
  void saturatesWhatIsBeyond63Bits() throws MalformedTextException {
    Meminfo memory = Meminfo.parse(text(MEMINFO + "VmallocTotal: 18446744073709551615 kB\n"));
    assertThat(memory.fields()).containsEntry("VmallocTotal", Long.MAX_VALUE);
  }

  @Test
  void rejectsANumberThatNoKernelWrites() {
    assertThatThrownBy(() -> Meminfo.parse(text(MEMINFO + "Cached: 123456789012345678901 kB\n")))
        .hasMessageContaining("expected a count");
  }

  @Test
  void readsTheCountersOfTheVirtualMemory() {
    assertThat(value(Recorded.root(Recorded.V1).read("/proc/vmstat", Vmstat::parse)).counters())
        .containsEntry("oom_kill", 3L)
        .containsEntry("pgmajfault", 21842L);
  }

  @Test
  void rejectsACounterWithoutAValue() {
    assertThatThrownBy(() -> Vmstat.parse(text("oom_kill\n"))).hasMessageContaining("a count");
  }

  @Test
  void rejectsNoCountersAtAll() {
    assertThatThrownBy(() -> Vmstat.parse(text("\n"))).hasMessageContaining("a counter");
  }
}
