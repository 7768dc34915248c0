package io.kdiag.host.containerlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kdiag.host.MalformedTextException;
import io.kdiag.host.TestTrees;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CriLineTest {
  private static final Instant TIME = Instant.parse("2026-11-20T21:17:03.123456789Z");

  @Test
  void parsesAWholeLine() throws MalformedTextException {
    assertThat(CriLine.parse("2026-11-20T21:17:03.123456789Z stdout F GET  /healthz "))
        .isEqualTo(new CriLine(TIME, "stdout", false, "GET  /healthz "));
  }

  @Test
  void parsesAPartAndAnOffset() throws MalformedTextException {
    assertThat(CriLine.parse("2026-11-20T22:17:03.123456789+01:00 stderr P part"))
        .isEqualTo(new CriLine(TIME, "stderr", true, "part"));
    assertThat(CriLine.parse("2026-11-20T21:17:03Z stderr P:tag x").partial()).isTrue();
  }

  @Test
  void parsesAnEmptyMessageWithAndWithoutItsBlank() throws MalformedTextException {
    assertThat(CriLine.parse("2026-11-20T21:17:03Z stdout F ").message()).isEmpty();
    assertThat(CriLine.parse("2026-11-20T21:17:03Z stdout F").message()).isEmpty();
  }

  @Test
  void rejectsWhatIsNoCriLine() {
    for (String line :
        new String[] {
          "",
          "hello",
          "2026-11-20T21:17:03Z",
          "2026-11-20T21:17:03Z stdout",
          "2026-11-20T21:17:03Z stdin F x",
          "2026-11-20T21:17:03Z stdout X x",
          "2026-13-20T21:17:03Z stdout F x",
          "20-11-2026 stdout F x"
        }) {
      assertThatThrownBy(() -> CriLine.parse(line))
          .isInstanceOf(MalformedTextException.class)
          .hasMessageContaining("expected time, stream, P or F, message");
    }
  }

  @Test
  void parsesDockersLinesToTheSame() throws MalformedTextException {
    String time = "\"time\":\"2026-11-20T21:17:03.123456789Z\"";
    assertThat(DockerLine.parse("{\"log\":\"a \\\"b\\\"\\n\",\"stream\":\"stderr\"," + time + "}"))
        .isEqualTo(new CriLine(TIME, "stderr", false, "a \"b\""));
    assertThat(DockerLine.parse("{\"log\":\"cut\",\"attrs\":{\"k\":[1,{}]}," + time + "}"))
        .isEqualTo(new CriLine(TIME, "stdout", true, "cut"));
  }

  @Test
  void rejectsADockerLineWithoutTimeOrText() {
    for (String line :
        new String[] {"{}", "{\"log\":\"x\"}", "{\"log\":\"x\",\"time\":\"now\"}", "{\"log\":"}) {
      assertThatThrownBy(() -> DockerLine.parse(line)).isInstanceOf(MalformedTextException.class);
    }
  }

  @Test
  void survivesDamage() {
    Random random = new Random(17);
    for (String line :
        new String[] {
          "2026-11-20T21:17:03.123456789Z stdout F x y z",
          "{\"log\":\"a\\u00e9\\n\",\"stream\":\"stdout\",\"time\":\"2026-11-20T21:17:03.1Z\"}"
        }) {
      for (int i = 0; i < 10_000; i++) {
        byte[] bytes = TestTrees.damaged(line.getBytes(StandardCharsets.UTF_8), random);
        String damaged = new String(bytes, StandardCharsets.UTF_8);
        try {
          CriLine parsed =
              line.startsWith("{") ? DockerLine.parse(damaged) : CriLine.parse(damaged);
          assertThat(parsed.stream()).isIn("stdout", "stderr");
        } catch (MalformedTextException e) {
          assertThat(e).hasMessageStartingWith("container log:1: expected");
        }
      }
    }
  }
}
