package io.kdiag.shipper.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLevelTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ERROR | E1120 21:17:03.123456       1 server.go:42] failed",
        "WARN  | W1120 21:17:03.123456       1 server.go:42] failed",
        "INFO  | I1120 21:17:03.123456       1 ERROR.go:42] started",
        "FATAL | F1120 21:17:03.123456       1 server.go:42] failed",
        "ERROR | 2026-11-20 21:17:03.123 ERROR [main] o.e.Main - failed",
        "WARN  | 2026-11-20 21:17:03,123 [pool-1-thread-1] WARN  o.e.Main - slow",
        "INFO  | time=`2026-11-20T21:17:03Z` level=info msg=`an ERROR in the text`",
        "ERROR | time=x lvl=eror level=error msg=failed",
        "WARN  | {`level`:`warn`,`msg`:`ERROR`}",
        "ERROR | {`time`:`2026`,`level` : `ERROR`}",
        "ERROR | {`level`:50,`time`:1795210623123,`msg`:`failed`}",
        "INFO  | {`severity`:`INFO`,`message`:`x`}",
        "ERROR | {`@timestamp`:`x`,`log.level`:`error`,`message`:`x`}",
        "ERROR | 2026/11/20 21:17:03 [error] 29#29: *1 open() failed",
        "WARN  | <warning> hot",
        "ERROR | error: no such file",
        "FATAL | panic: no",
        "FATAL | [2026-11-20] CRITICAL:root:no",
        "ERROR | ERROR:root:no",
        "TRACE | TRACE x",
        "DEBUG | DEBUG x",
      })
  void knowsTheLevel(LogLevel level, String text) {
    assertThat(of(text.replace('`', '"'))).isEqualTo(level);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "an error occurred",
        "the INFORMATIONAL page",
        "GET /errors/ERRORS 200",
        "MY_ERROR_CODE=3",
        "{\"message\":\"level error\"}",
        "{\"error\":\"x\"}",
        "I am 1120",
        "err",
      })
  void doesNotGuess(String text) {
    assertThat(of(text)).isNull();
  }

  @Test
  void looksAtTheBeginningOnly() {
    assertThat(of("x".repeat(200) + " ERROR no")).isNull();
  }

  @Test
  void survivesAnyBytes() {
    Random random = new Random(3);
    String alphabet = "{}\"=:[] EROrlevwan0I1\u00e9\0";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(40); j > 0; j--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      LogLevel ignored = of(text.toString());
    }
  }

  private static @Nullable LogLevel of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return LogLevel.of(bytes, 0, bytes.length);
  }
}
