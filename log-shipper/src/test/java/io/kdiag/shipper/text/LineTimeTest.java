package io.kdiag.shipper.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.shipper.text.LineTime.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LineTimeTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void readsTextInTheZoneItNamesOrTheHosts() {
    assertThat(of(Kind.TEXT, "2026-11-20T21:17:03.5Z x")).isEqualTo("2026-11-20T21:17:03.500Z");
    assertThat(of(Kind.TEXT, "2026-11-20T21:17:03+10:00 x")).isEqualTo("2026-11-20T11:17:03Z");
    assertThat(of(Kind.TEXT, "2026-11-20 21:17:03,123 x")).isEqualTo("2026-11-20T20:17:03.123Z");
    assertThat(of(Kind.TEXT, "[2026-07-20 21:17:03] x")).isEqualTo("2026-07-20T19:17:03Z");
    assertThat(of(Kind.TEXT, "21:17:03 x")).isNull();
    assertThat(of(Kind.TEXT, "2026-13-20 21:17:03 x")).isNull();
  }

  @Test
  void givesKlogTheYearThatFits() {
    assertThat(of(Kind.KLOG, "I1120 21:17:03.123456       1 x.go:1] y"))
        .isEqualTo("2026-11-20T20:17:03.123456Z");
    assertThat(of(Kind.KLOG, "I1231 23:59:59.000000       1 x.go:1] y"))
        .isEqualTo("2025-12-31T22:59:59Z");
    assertThat(of(Kind.KLOG, "Log file created at: 2026/11/20 21:17:03")).isNull();
    assertThat(of(Kind.KLOG, "I1332 21:17:03.123456       1 x.go:1] y")).isNull();
  }

  @Test
  void readsJsonsMemberThatIsATime() {
    assertThat(of(Kind.JSON, "{\"level\":\"warn\",\"ts\":\"2026-11-20T21:17:03.123456+0100\"}"))
        .isEqualTo("2026-11-20T20:17:03.123456Z");
    assertThat(
            of(
                Kind.JSON,
                "{\"kind\":\"Event\",\"requestReceivedTimestamp\":\"2026-11-20T21:17:02Z\","
                    + "\"stageTimestamp\":\"2026-11-20T21:17:03Z\"}"))
        .isEqualTo("2026-11-20T21:17:03Z");
    assertThat(of(Kind.JSON, "{\"ts\":1795210623.1}")).isNull();
    assertThat(of(Kind.JSON, "{\"ts\":\"")).isNull();
  }

  private static @Nullable String of(Kind kind, String line) {
    InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-21T00:00:00Z"));
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    byte[] time = new LineTime(kind, BERLIN, clock).of(bytes, 0, bytes.length);
    return time == null ? null : new String(time, StandardCharsets.US_ASCII);
  }
}
