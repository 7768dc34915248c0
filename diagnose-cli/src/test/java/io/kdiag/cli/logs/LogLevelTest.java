package io.kdiag.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLevelTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "E1120 21:17:03.123456    1234 server.go:158] it broke | ERROR",
        "I1120 21:17:03.123456    1234 server.go:158] error count 0 | INFO",
        "2026-01-02 03:04:05 ERROR o.a.Kafka - gone | ERROR",
        "[warn] slow | WARN",
        "level=error msg=no | ERROR",
        "{\"ts\":1,\"level\":\"warning\",\"msg\":\"x\"} | WARN",
        "{\"severity\": \"CRITICAL\"} | FATAL",
        "panic: runtime error: index out of range | FATAL",
        "error: no such file | ERROR",
        "DEBUG tick | DEBUG",
        "there was no error in this | UNKNOWN",
        "ERROR_CODE=0 all well | UNKNOWN",
        "Traceback (most recent call last): | ERROR",
        "nothing said | UNKNOWN"
      })
  void findsTheLevelThatALineNames(String line, LogLevel level) {
    assertThat(LogLevel.of(line)).isEqualTo(level);
  }
}
