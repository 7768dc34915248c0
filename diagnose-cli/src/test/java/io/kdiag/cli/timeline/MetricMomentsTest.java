package io.kdiag.cli.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.evidence.Series;
import io.kdiag.cli.evidence.Series.Line;
import io.kdiag.cli.evidence.Series.Point;
import io.kdiag.cli.evidence.Series.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class MetricMomentsTest {
  private static final Instant START = Instant.parse("2026-01-02T03:00:00Z");

  private static List<Moment> moments(int points, IntToDoubleFunction value) {
    List<Point> line = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      line.add(new Point(START.plusSeconds(60L * i), value.applyAsDouble(i)));
    }
    List<Moment> moments = new ArrayList<>();
    MetricMoments.add(
        new Series("processors busy", Unit.PERCENT, "p", List.of(new Line("n", line))), moments);
    return moments;
  }

  @Test
  void findsWhenTheNumbersStepped() {
    List<Moment> moments = moments(60, i -> (i < 40 ? 10 : 90) + i % 3);
    assertThat(moments).hasSize(1);
    assertThat(moments.getFirst().time()).isEqualTo(START.plusSeconds(40 * 60));
    assertThat(moments.getFirst().text()).isEqualTo("processors busy rose from 11.0 % to 91.1 %");
  }

  @Test
  void tellsNothingOfNoise() {
    Random random = new Random(7);
    assertThat(moments(60, i -> 50 + 30 * random.nextGaussian())).isEmpty();
    assertThat(moments(60, i -> 50)).isEmpty();
  }

  @Test
  void tellsNothingOfASteadyRiseOrTooFewPoints() {
    assertThat(moments(60, i -> i)).isEmpty();
    assertThat(moments(6, i -> i < 3 ? 0 : 100)).isEmpty();
    assertThat(moments(0, i -> 0)).isEmpty();
  }
}
