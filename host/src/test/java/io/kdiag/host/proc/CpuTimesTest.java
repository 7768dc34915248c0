package io.kdiag.host.proc;

import static io.kdiag.host.proc.Recorded.text;
import static io.kdiag.host.proc.Recorded.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kdiag.host.MalformedTextException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** {@code /proc/stat}, {@code loadavg} and {@code uptime}. */
final class CpuTimesTest {
  private static final String STAT =
      """
      cpu  300 2 40 500 6 0 8 9 0 0
      cpu0 100 1 20 250 3 0 4 4 0 0
      cpu1 200 1 20 250 3 0 4 5 0 0
      ctxt 77
      btime 1700000000
      processes 12
      procs_running 3
      procs_blocked 1
      """;

  @Test
  void readsARecordedMachine() {
    assertThat(value(Recorded.root(Recorded.V1).read("/proc/stat", CpuTimes::parse)))
        .isEqualTo(
            new CpuTimes(
                2,
                3328.88,
                0.36,
                424.35,
                16377.55,
                25.19,
                0,
                11.85,
                4.81,
                19728125,
                1795203132,
                66069,
                16,
                0));
  }

  @Test
  void skipsLinesItDoesNotKnow() throws MalformedTextException {
    assertThat(CpuTimes.parse(text(STAT + "novelty 1 2 x\n")))
        .isEqualTo(CpuTimes.parse(text(STAT)));
  }

  @Test
  void rejectsATimeThatIsNotANumber() {
    assertThatThrownBy(() -> CpuTimes.parse(text(STAT.replace("500", "5x0"))))
        .isInstanceOf(MalformedTextException.class)
        .hasMessageStartingWith("/proc/file:1: expected a count, found \"5x0");
  }

  @Test
  void rejectsANegativeTime() {
    assertThatThrownBy(() -> CpuTimes.parse(text(STAT.replace(" 500", " -500"))))
        .hasMessageContaining("expected a count");
  }

  @Test
  void rejectsAMissingCounterByName() {
    assertThatThrownBy(() -> CpuTimes.parse(text(STAT.replace("btime 1700000000\n", ""))))
        .hasMessageContaining("the line btime");
  }

  @Test
  void rejectsAFileWithoutProcessors() {
    assertThatThrownBy(() -> CpuTimes.parse(text(STAT.replaceAll("cpu[01].*\n", ""))))
        .hasMessageContaining("the line cpu0");
  }

  @Test
  void rejectsAnEmptyFile() {
    assertThatThrownBy(() -> CpuTimes.parse(text(""))).hasMessageContaining("the line cpu");
  }

  @Test
  void readsTheLoad() {
    assertThat(value(Recorded.root(Recorded.V1).read("/proc/loadavg", LoadAverage::parse)))
        .isEqualTo(new LoadAverage(11.14, 6.86, 4.15, 15, 326));
  }

  @Test
  void rejectsALoadWithoutTasks() {
    assertThatThrownBy(() -> LoadAverage.parse(text("0.1 0.2 0.3 5 7\n")))
        .hasMessageContaining("'/'");
  }

  @Test
  void readsTheTimeSinceBoot() {
    assertThat(value(Recorded.root(Recorded.V1).read("/proc/uptime", Uptime::parse)))
        .isEqualTo(Duration.ofMillis(10_149_590));
  }

  @Test
  void rejectsATimeSinceBootThatIsCut() {
    assertThatThrownBy(() -> Uptime.parse(text("101"))).hasMessageContaining("a line feed");
  }
}
