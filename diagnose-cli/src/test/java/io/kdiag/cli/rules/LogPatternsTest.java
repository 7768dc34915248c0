package io.kdiag.cli.rules;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.rules.LogPatterns.Said;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LogPatternsTest {

  static Stream<String> samples() {
    try (InputStream in = LogPatternsTest.class.getResourceAsStream("/log-causes.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void takesEachSampleForItsCauseAndNamesWhatItNames(String sample) {
    String[] fields = sample.split("\t", 3);
    Said said = LogPatterns.of(fields[2]);
    assertThat(said == null ? "-" : said.cause().code()).isEqualTo(fields[0]);
    assertThat(said == null || said.what().isEmpty() ? "-" : said.what()).isEqualTo(fields[1]);
  }

  @Test
  void eachCauseHasASample() {
    Set<LogCause> sampled = EnumSet.noneOf(LogCause.class);
    samples()
        .forEach(
            sample -> {
              Said said = LogPatterns.of(sample.split("\t", 3)[2]);
              if (said != null) {
                sampled.add(said.cause());
              }
            });
    assertThat(sampled).containsExactlyInAnyOrder(LogCause.values());
  }

  @Test
  void prefersWhatNamesACauseToTheExceptionItEndsIn() {
    Said said =
        LogPatterns.of(
            List.of(
                "Exception in thread \"main\" java.lang.IllegalStateException: no pool",
                "Caused by: java.net.UnknownHostException: db"));
    assertThat(requireNonNull(said).cause()).isEqualTo(LogCause.HOST_NAME_UNKNOWN);
  }

  @Test
  void takesTheNewestOfSeveral() {
    Said said =
        LogPatterns.of(
            List.of(
                "listen tcp :80: bind: permission denied", "open /a: no such file or directory"));
    assertThat(requireNonNull(said).cause()).isEqualTo(LogCause.PERMISSION_DENIED);
  }

  @Test
  void endsSoonOnALongLine() {
    assertThat(LogPatterns.of("a:1 ".repeat(100_000))).isNull();
    assertThat(LogPatterns.of("/".repeat(100_000))).isNull();
  }
}
