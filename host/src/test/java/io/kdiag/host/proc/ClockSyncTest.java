package io.kdiag.host.proc;

import static io.kdiag.host.proc.Recorded.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import org.junit.jupiter.api.Test;

final class ClockSyncTest {
  private static final int UNSYNCHRONISED = 0x40;
  private static final int NANOSECONDS = 0x2000;

  @Test
  void readsMicroseconds() {
    assertThat(ClockSync.of(clock(-1500, 16_000_000, UNSYNCHRONISED)))
        .isEqualTo(new ClockSync(false, 16, -0.0015, rest(UNSYNCHRONISED)));
  }

  @Test
  void readsNanoseconds() {
    assertThat(ClockSync.of(clock(1500, 250_000, NANOSECONDS)))
        .isEqualTo(new ClockSync(true, 0.25, 0.0000015, rest(NANOSECONDS)));
  }

  @Test
  void readsThisMachinesClock() {
    assertThat(value(ClockSync.read(HostRoot.local())).maximumErrorSeconds()).isBetween(0.0, 16.0);
  }

  @Test
  void knowsNothingOfARecordedMachinesClock() {
    assertThat(ClockSync.read(Recorded.root(Recorded.V1))).isEqualTo(Reading.absent("adjtimex"));
  }

  private static Libc.Clock clock(long offset, long maximumError, int status) {
    return new Libc.Clock(offset, -65_536, maximumError, 8_000_000, status, 7, 10_000, 37, 0);
  }

  private static ClockSync.Discipline rest(int status) {
    return new ClockSync.Discipline(status, 8, 0.999999, 7, 0.01, 37);
  }
}
