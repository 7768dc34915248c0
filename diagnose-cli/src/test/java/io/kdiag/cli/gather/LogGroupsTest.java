package io.kdiag.cli.gather;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.evidence.HostEvidence.LogGroup;
import io.kdiag.host.containerlog.CriLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LogGroupsTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private static List<LogGroup> groups(String... messages) {
    List<CriLine> lines = new ArrayList<>();
    for (String message : messages) {
      lines.add(new CriLine(START.plusSeconds(lines.size()), "stderr", false, message));
    }
    return LogGroups.of(lines);
  }

  @Test
  void countsLinesThatDifferInNumbersAddressesAndQuotesOnly() {
    List<LogGroup> groups =
        groups(
            "dial tcp 10.0.0.1:5432: connection refused, attempt 1, id \"a\"",
            "dial tcp 10.0.0.2:5432: connection refused, attempt 2, id \"b\"",
            "fatal: giving up");
    assertThat(groups).extracting(LogGroup::count).containsExactly(1L, 2L);
    assertThat(groups.getFirst().sample()).isEqualTo("fatal: giving up");
    assertThat(groups.getLast().first()).isEqualTo(START);
    assertThat(groups.getLast().last()).isEqualTo(START.plusSeconds(1));
  }

  @Test
  void prefersErrorsToWhatCameAfterThem() {
    assertThat(groups("panic: no database", "shutting down", "bye"))
        .extracting(LogGroup::sample)
        .containsExactly("panic: no database");
  }

  @Test
  void takesTheLastLinesWhereNoneSpeaksOfAnError() {
    assertThat(groups("one", "", "two")).extracting(LogGroup::sample).contains("two", "one");
    assertThat(groups()).isEmpty();
  }

  @Test
  void judgesKlogLinesByTheirSeverity() {
    assertThat(groups("I1120 21:17:03.123456 1 a.go:1] error budget is fine", "W: failed"))
        .extracting(LogGroup::sample)
        .containsExactly("W: failed");
    assertThat(groups("level=info msg=\"no error\"", "last"))
        .extracting(LogGroup::sample)
        .contains("last");
  }

  @Test
  void showsNoSecretAndNoControlCharacter() {
    String sample =
        groups("error: Authorization: Bearer abcdefghijklmnop \u001b[2J").getFirst().sample();
    assertThat(sample).doesNotContain("abcdefghijklmnop").doesNotContain("\u001b");
  }
}
