package io.kdiag.cli.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.evidence.EvidenceSamples;
import io.kdiag.cli.timeline.Moment.Lane;
import io.kdiag.detector.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final Instant NOW = TestEvidence.NOW;

  private static Moment moment(Lane lane, long secondsAgo, String text) {
    return Moment.once(
        NOW.minusSeconds(secondsAgo), lane, Severity.INFO, "deployment/shop/cart", text, "test");
  }

  @Test
  void ordersWhatTheMachineSaysByTime() {
    List<Moment> moments = Timeline.of(EvidenceSamples.rich()).moments();
    assertThat(moments).isSortedAccordingTo(Moment.OLDEST_FIRST);
    assertThat(moments)
        .extracting(Moment::text)
        .contains("the kernel started", "OOMKilling: Killed process 42 (java)", "panic: no");
    assertThat(moments)
        .filteredOn(m -> m.text().equals("panic: no"))
        .extracting(Moment::count)
        .containsExactly(3L);
  }

  @Test
  void saysWhatChangedJustBefore() {
    Timeline timeline =
        Timeline.of(
            NOW,
            List.of(
                moment(Lane.CHANGE, 3600, "an old rollout"),
                moment(Lane.CHANGE, 700, "revision 2"),
                moment(Lane.LOG, 650, "a line"),
                moment(Lane.CHANGE, 10, "revision 3, after it")));
    assertThat(timeline.changedBefore(NOW.minusSeconds(600), Duration.ofMinutes(10)))
        .extracting(Moment::text)
        .containsExactly("revision 2");
  }

  @Test
  void keepsWhatWasStillUnderWay() {
    Moment burst =
        new Moment(
            NOW.minusSeconds(9000),
            NOW.minusSeconds(5),
            40,
            Lane.LOG,
            Severity.INFO,
            "o",
            "t",
            "s");
    Timeline timeline = Timeline.of(NOW, List.of(burst, moment(Lane.CHANGE, 7200, "old")));
    assertThat(timeline.within(Duration.ofHours(1)).moments()).containsExactly(burst);
  }
}
