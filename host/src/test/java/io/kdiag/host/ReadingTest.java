package io.kdiag.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ReadingTest {
  private static final List<Reading<String>> WITHOUT =
      List.of(
          Reading.absent("/f"), Reading.unreadable("/f", "why"), Reading.malformed("/f", "what"));

  @Test
  void goesOnWithAValue() {
    Reading<String> one = Reading.present("1");
    assertThat(one.map(Integer::valueOf)).isEqualTo(Reading.present(1));
    assertThat(one.flatMap(text -> Reading.absent("/g"))).isEqualTo(Reading.absent("/g"));
    assertThat(one.orIfAbsent(() -> Reading.present("2"))).isEqualTo(one);
    assertThat(one.optional()).contains("1");
  }

  @Test
  void keepsWhyThereIsNoValue() {
    for (Reading<String> reading : WITHOUT) {
      assertThat(reading.map(String::length)).isEqualTo(reading);
      assertThat(reading.flatMap(text -> Reading.present(1))).isEqualTo(reading);
      assertThat(reading.optional()).isEmpty();
    }
  }

  @Test
  void takesAnotherOnlyForWhatIsAbsent() {
    Reading<String> other = Reading.present("2");
    assertThat(WITHOUT.get(0).orIfAbsent(() -> other)).isEqualTo(other);
    assertThat(WITHOUT.get(1).orIfAbsent(() -> other)).isEqualTo(WITHOUT.get(1));
    assertThat(WITHOUT.get(2).orIfAbsent(() -> other)).isEqualTo(WITHOUT.get(2));
  }
}
