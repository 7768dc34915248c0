package io.kdiag.host.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kdiag.host.HostRoot;
import io.kdiag.host.MalformedTextException;
import io.kdiag.host.Reading;
import io.kdiag.host.TestTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final Path RECORDED = TestTrees.fixture("journal/journald-252.json");

  @TempDir Path directory;

  @Test
  void readsWhatARealJournalctlWrote() {
    List<JournalEntry> entries = present(run("cat " + RECORDED.toAbsolutePath()));
    assertThat(entries)
        .extracting(JournalEntry::message)
        .contains("plain line", "native one", "\\x1b[31mcoloured\\x1b[0m and \ufffd\ufffd bytes");
    JournalEntry plain = entries.get(2);
    assertThat(plain.unit()).isEqualTo("kubelet");
    assertThat(plain.priority()).isEqualTo(3);
    assertThat(plain.cursor()).startsWith("s=fd7f1dac");
    assertThat(plain.time()).isEqualTo(Instant.parse("2026-11-20T22:07:39.714952Z"));
  }

  @Test
  void leavesOutEntriesWithoutAMessageAndTheRestBeyondTheLimit() {
    assertThat(present(run("cat " + RECORDED.toAbsolutePath()))).hasSize(5);
    assertThat(present(new JournalProgram(script("cat " + RECORDED.toAbsolutePath())).run(2)))
        .hasSize(2);
  }

  @Test
  void givesNothingWhereThereIsNothing() {
    assertThat(present(run("exit 0"))).isEmpty();
  }

  @Test
  void saysWhatJournalctlComplainedAbout() {
    assertThat(run("echo 'Failed to open: Permission denied' >&2; exit 1"))
        .isEqualTo(Reading.unreadable("/bin/sh", "Failed to open: Permission denied"));
  }

  @Test
  void endsAJournalctlThatHangs() {
    JournalProgram program = new JournalProgram(script("exec sleep 600"), Duration.ofMillis(50));
    assertThat(program.run(10))
        .isEqualTo(Reading.unreadable("/bin/sh", "no answer in time, or ended by a signal"));
  }

  @Test
  void isAbsentWhereThereIsNoJournal() throws IOException {
    HostRoot root = new HostRoot(directory);
    assertThat(Journal.read(root, List.of("kubelet.service"), Instant.EPOCH, 10))
        .isEqualTo(Reading.absent("/var/log/journal"));
    Files.createDirectories(directory.resolve("var/log/journal"));
    assertThat(Journal.read(root, List.of("kubelet.service"), Instant.EPOCH, 10))
        .isEqualTo(Reading.absent("/var/log/journal"));
  }

  @Test
  void rejectsAnEntryWithoutItsTime() {
    assertThatThrownBy(() -> JournalEntry.parse("{\"MESSAGE\":\"x\"}"))
        .isInstanceOf(MalformedTextException.class)
        .hasMessageContaining("expected __REALTIME_TIMESTAMP");
  }

  @Test
  void takesAnUnknownPriorityForUnknown() throws MalformedTextException {
    String head = "{\"__REALTIME_TIMESTAMP\":\"1\",\"PRIORITY\":\"";
    assertThat(JournalEntry.parse(head + "9\"}").priority()).isEqualTo(-1);
    assertThat(JournalEntry.parse(head + "x\"}").priority()).isEqualTo(-1);
    assertThat(JournalEntry.parse(head + "7\"}").priority()).isEqualTo(7);
  }

  private static Reading<List<JournalEntry>> run(String script) {
    return new JournalProgram(script(script)).run(100);
  }

  private static List<String> script(String script) {
    return List.of("/bin/sh", "-c", script);
  }

  private static List<JournalEntry> present(Reading<List<JournalEntry>> reading) {
    return reading.optional().orElseThrow(() -> new AssertionError(reading));
  }
}
