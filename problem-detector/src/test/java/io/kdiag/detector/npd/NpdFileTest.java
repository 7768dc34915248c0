package io.kdiag.detector.npd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kdiag.detector.npd.NpdFile.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class NpdFileTest {
  private static NpdFile parse(String text) throws NpdFileException {
    return NpdFile.parse("a.json", text);
  }

  @Test
  void hasNodeProblemDetectorsDefaults() throws NpdFileException {
    NpdFile log = parse("{\"plugin\":\"kmsg\",\"source\":\"x\",\"rules\":[]}");
    assertThat(log.kind()).isEqualTo(Kind.KMSG);
    assertThat(log.log().bufferSize()).isEqualTo(10);
    assertThat(log.log().lookback()).isEqualTo(Duration.ZERO);
    NpdFile custom = parse("{\"plugin\":\"custom\",\"source\":\"x\",\"rules\":[]}");
    assertThat(custom.plugin())
        .isEqualTo(
            new NpdFile.PluginSettings(Duration.ofSeconds(30), Duration.ofSeconds(5), 80, 3));
  }

  @Test
  void namesWhatIsNotUsedOnce() throws NpdFileException {
    NpdFile file =
        parse(
            """
            {"plugin":"kmsg","delay":"5m","colour":"red","metricsReporting":false,"rules":[]}\
            """);
    assertThat(file.unsupported())
        .containsExactly(
            "delay (events go out when they are known)",
            "colour",
            "metricsReporting (all problems have their metrics)");
  }

  @Test
  void reportsAllMistakesAtOnceWithTheirPlace() {
    assertThatThrownBy(
            () ->
                parse(
                    """
                    {"plugin":"custom","pluginConfig":{"timeout":"soon"},
                    "rules":[{"type":"lasting","reason":"","path":""},
                    {"type":"permanent","condition":"No","reason":"R","path":"/x"}]}\
                    """))
        .isInstanceOf(NpdFileException.class)
        .hasMessage(
            """
            a.json: rules[0]: type: expected temporary or permanent, found 'lasting'
            a.json: rules[0]: needs a reason
            a.json: rules[0]: needs a path
            a.json: rules[1]: the condition 'No' is not under conditions
            a.json: pluginConfig.timeout: expected a duration such as 30s or 5m, found 'soon'\
            """);
    assertThatThrownBy(() -> parse("{\"plugin\":\"kmsg\",\n\"rules\":[}"))
        .hasMessageStartingWith("a.json:2: not JSON");
    assertThatThrownBy(() -> parse("{\"plugin\":\"journald\",\"rules\":[]}"))
        .hasMessage("a.json: pluginConfig.source: needed for journald");
    assertThatThrownBy(
            () ->
                parse(
                    "{\"plugin\":\"kmsg\",\"rules\":[{\"type\":\"temporary\",\"reason\":\"R\",\"pattern\":\"(\"}]}"))
        .hasMessageContaining("rules[0]: pattern: error parsing regexp");
  }

  @Test
  void readsGosDurations() {
    assertThat(GoDuration.parse("1h30m")).isEqualTo(Duration.ofMinutes(90));
    assertThat(GoDuration.parse("1.5s")).isEqualTo(Duration.ofMillis(1500));
    assertThat(GoDuration.parse("300ms")).isEqualTo(Duration.ofMillis(300));
    assertThat(GoDuration.parse("0")).isEqualTo(Duration.ZERO);
    assertThat(GoDuration.parse("5")).isNull();
    assertThat(GoDuration.parse("5m x")).isNull();
  }

  private static @Nullable Instant time(String layout, String text) {
    Instant now = Instant.parse("2026-01-02T03:04:05Z");
    return new GoLayout(layout, ZoneOffset.UTC).parse(text, now);
  }

  @Test
  void readsTimesByGosLayouts() {
    assertThat(time("Jan _2 15:04:05", "Jan  1 19:32:12"))
        .isEqualTo(Instant.parse("2026-01-01T19:32:12Z"));
    assertThat(time("Jan _2 15:04:05", "Nov 20 19:32:12"))
        .as("no year: the last such day that was")
        .isEqualTo(Instant.parse("2025-11-20T19:32:12Z"));
    assertThat(time("2006-01-02T15:04:05.999999999-07:00", "2026-11-20T19:32:12.123456789+01:00"))
        .isEqualTo(Instant.parse("2026-11-20T18:32:12.123456789Z"));
    assertThat(time("2006-01-02T15:04:05.999999999-07:00", "2026-11-20T19:32:12+01:00"))
        .isEqualTo(Instant.parse("2026-11-20T18:32:12Z"));
    assertThat(time("Mon Jan 2 15:04:05 2006", "Fri Nov 20 19:32:12 2026"))
        .isEqualTo(Instant.parse("2026-11-20T19:32:12Z"));
    assertThat(time("2006/01/02 03:04:05 PM", "2026/11/20 07:32:12 PM"))
        .isEqualTo(Instant.parse("2026-11-20T19:32:12Z"));
    assertThat(time("Jan _2 15:04:05", "no time at all")).isNull();
  }
}
