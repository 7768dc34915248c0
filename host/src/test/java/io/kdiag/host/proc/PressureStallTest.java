package io.kdiag.host.proc;

import static io.kdiag.host.proc.Recorded.text;
import static io.kdiag.host.proc.Recorded.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kdiag.host.HostRoot;
import io.kdiag.host.MalformedTextException;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.PressureStall.Stall;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PressureStallTest {
  private static final String SOME = "some avg10=1.50 avg60=0.25 avg300=0.00 total=2500000\n";

  @Test
  void readsARecordedMachine() {
    assertThat(value(Recorded.root(Recorded.V1).read("/proc/pressure/cpu", PressureStall::parse)))
        .isEqualTo(
            new PressureStall(new Stall(99.03, 95.96, 82.21, 2624.780255), new Stall(0, 0, 0, 0)));
  }

  @Test
  void leavesFullOutWhereTheKernelGivesNone() throws MalformedTextException {
    assertThat(PressureStall.parse(text(SOME)))
        .isEqualTo(new PressureStall(new Stall(1.5, 0.25, 0, 2.5), null));
  }

  @Test
  void isAbsentOnAKernelWithoutIt(@TempDir Path empty) {
    assertThat(new HostRoot(empty).read("/proc/pressure/cpu", PressureStall::parse))
        .isEqualTo(Reading.absent("/proc/pressure/cpu"));
  }

  @Test
  void rejectsAShareThatIsNegative() {
    assertThatThrownBy(() -> PressureStall.parse(text(SOME.replace("1.50", "-1.50"))))
        .hasMessageContaining("expected a decimal number, found \"-1.50");
  }

  @Test
  void rejectsAnotherNameInItsPlace() {
    assertThatThrownBy(() -> PressureStall.parse(text(SOME.replace("avg60", "avg61"))))
        .hasMessageContaining("avg60=");
  }

  @Test
  void rejectsAFileWithFullAlone() {
    assertThatThrownBy(() -> PressureStall.parse(text(SOME.replace("some", "full"))))
        .hasMessageContaining("the line some");
  }
}
