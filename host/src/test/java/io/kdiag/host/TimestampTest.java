package io.kdiag.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimestampTest {

  @Test
  void agreesWithJavaTimeOnAnyTime() {
    Random random = new Random(2);
    for (int i = 0; i < 20_000; i++) {
      long second = random.nextLong(0, 4_102_444_800L);
      ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * random.nextInt(-14 * 60, 14 * 60));
      int nano = random.nextInt(4) == 0 ? 0 : random.nextInt(1_000_000_000);
      OffsetDateTime time = Instant.ofEpochSecond(second, nano).atOffset(offset);
      String text = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
      assertThat(Timestamp.parse(text)).as(text).isEqualTo(time.toInstant());
    }
  }

  @Test
  void givesNullForWhatIsNone() {
    for (String text :
        new String[] {
          "",
          "2026-11-20",
          "2026-11-20T21:17:03",
          "2026-11-20T21:17:03z+",
          "2026-02-29T21:17:03Z",
          "2026-11-20T24:17:03Z",
          "2026-11-20T21:60:03Z",
          "2026-11-20T21:17:61Z",
          "2026-11-20T21:17:03.Z",
          "2026-11-20T21:17:03.1234567890Z",
          "2026-11-20T21:17:03+0100",
          "2026-11-20T21:17:03*01:00",
          "0000-11-20T21:17:03Z",
          "20x6-11-20T21:17:03Z"
        }) {
      assertThat(Timestamp.parse(text)).as(text).isNull();
    }
  }

  @Test
  void countsALeapSecondAsTheOneBefore() {
    assertThat(Timestamp.parse("2016-12-31T23:59:60Z"))
        .isEqualTo(Instant.parse("2016-12-31T23:59:59Z"));
  }
}
