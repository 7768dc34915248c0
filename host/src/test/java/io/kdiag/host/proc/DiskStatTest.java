package io.kdiag.host.proc;

import static io.kdiag.host.proc.Recorded.text;
import static io.kdiag.host.proc.Recorded.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kdiag.host.MalformedTextException;
import org.junit.jupiter.api.Test;

final class DiskStatTest {
  private static final DiskStat.Detail DETAIL =
      new DiskStat.Detail("254:0", 67538, 96453, 62378L, 28L, 8117240L, 6.968, 10372L, 0.891);
  private static final String LINE = " 8 1 sda1 10 2 16 40 20 3 32 80 1 60 120\n";

  @Test
  void readsARecordedMachine() {
    assertThat(value(Recorded.root(Recorded.V1).read("/proc/diskstats", DiskStat::parse)))
        .contains(
            new DiskStat(
                "vda",
                782135,
                21685770L * 512,
                895.784,
                81762,
                12575936L * 512,
                52.975,
                0,
                62.736,
                956.620,
                DETAIL));
  }

  @Test
  void readsTheElevenColumnsOfOldKernels() throws MalformedTextException {
    assertThat(DiskStat.parse(text(LINE)))
        .containsExactly(
            new DiskStat(
                "sda1",
                10,
                8192,
                0.04,
                20,
                16384,
                0.08,
                1,
                0.06,
                0.12,
                new DiskStat.Detail("8:1", 2, 3, null, null, null, null, null, null)));
  }

  @Test
  void readsAMachineWithoutDisks() throws MalformedTextException {
    assertThat(DiskStat.parse(text(""))).isEmpty();
  }

  @Test
  void rejectsALineThatEndsEarly() {
    assertThatThrownBy(() -> DiskStat.parse(text(LINE + " 8 2 sda2 1 2 3 4\n")))
        .hasMessageContaining("/proc/file:2: expected a count");
  }
}
