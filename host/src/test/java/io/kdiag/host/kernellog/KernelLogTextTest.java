package io.kdiag.host.kernellog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import io.kdiag.host.TestTrees;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KernelLogTextTest {
  private static final Instant BOOT = Instant.parse("2026-11-20T19:32:12Z");
  private static final Instant NOW = Instant.parse("2026-11-20T21:00:00Z");

  @Test
  void readsDmesg() throws MalformedTextException {
    assertThat(parse("[    5.140900] NET: Registered\n[ 6289.278050] kmem.limit\n"))
        .containsExactly(
            record(-1, -1, 5_140_900, BOOT.plusNanos(5_140_900_000L), "NET: Registered"),
            record(-1, -1, 6_289_278_050L, BOOT.plusNanos(6_289_278_050_000L), "kmem.limit"));
  }

  @Test
  void readsDmesgRaw() throws MalformedTextException {
    assertThat(parse("<12>[    1.000001] x"))
        .containsExactly(record(1, 4, 1_000_001, BOOT.plusNanos(1_000_001_000L), "x"));
  }

  @Test
  void readsDmesgWithHumanTimes() throws MalformedTextException {
    assertThat(parse("[Fri Nov 20 19:32:17 2026] EXT4-fs error\n"))
        .containsExactly(
            record(-1, -1, -1, Instant.parse("2026-11-20T19:32:17Z"), "EXT4-fs error"));
  }

  @Test
  void readsTheKernelsLinesOfASyslogFile() throws MalformedTextException {
    assertThat(
            parse(
                """
                Nov 20 19:32:17 node kernel: [    5.140900] BUG: soft lockup
                Nov 20 19:32:18 node sshd[12]: kernel panic, said someone
                2026-11-20T20:32:19.5+01:00 node kernel: [    7.000000] oops
                Nov  2 01:02:03 node kernel: plain
                """))
        .containsExactly(
            record(-1, -1, 5_140_900, Instant.parse("2026-11-20T19:32:17Z"), "BUG: soft lockup"),
            record(-1, -1, 7_000_000, Instant.parse("2026-11-20T19:32:19.5Z"), "oops"),
            record(-1, -1, -1, Instant.parse("2026-11-02T01:02:03Z"), "plain"));
  }

  @Test
  void takesALaterDayForLastYears() throws MalformedTextException {
    assertThat(parse("Dec 31 23:59:59 node kernel: x").getFirst().time())
        .isEqualTo(Instant.parse("2025-12-31T23:59:59Z"));
  }

  @Test
  void readsLocalTimesInTheGivenZone() throws MalformedTextException {
    List<KernelRecord> records =
        KernelLogText.parse(
            HostText.of("kern.log", "Jul  1 12:00:00 node kernel: x"),
            BOOT,
            NOW,
            ZoneId.of("Europe/Berlin"));
    assertThat(records.getFirst().time()).isEqualTo(Instant.parse("2026-07-01T10:00:00Z"));
  }

  @Test
  void showsControlCharacters() throws MalformedTextException {
    assertThat(parse("[    5.140900] \u001b[2Jgone").getFirst().text()).isEqualTo("\\x1b[2Jgone");
  }

  @Test
  void skipsLinesOfNoKnownFormAmongOthers() throws MalformedTextException {
    assertThat(parse("hello\n[    5.140900] x\n[not a time] y\n\n[ 1.1] z\n")).hasSize(1);
  }

  @Test
  void rejectsATextWithoutAnyLineOfAKnownForm() {
    assertThatThrownBy(() -> parse("<html>\nnot found\n"))
        .isInstanceOf(MalformedTextException.class)
        .hasMessage("kern.log:1: expected a line of a kernel log, found \"<html>\"");
  }

  @Test
  void givesNothingForAnEmptyText() throws MalformedTextException {
    assertThat(parse("")).isEmpty();
  }

  @Test
  void survivesDamage() {
    Random random = new Random(5);
    for (String line :
        new String[] {
          "[    5.140900] NET: Registered",
          "<6>[    5.140900] x",
          "[Fri Nov 20 19:32:17 2026] x",
          "Nov 20 19:32:17 node kernel: [    5.140900] x",
          "2026-11-20T20:32:19.5+01:00 node kernel: [    7.000000] oops",
          "6,339,5140900,-;NET"
        }) {
      for (int i = 0; i < 3000; i++) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        for (int j = random.nextInt(4); j >= 0; j--) {
          bytes = TestTrees.damaged(bytes, random);
        }
        try {
          parse(new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (MalformedTextException e) {
          assertThat(e).hasMessageContaining("expected");
        }
      }
    }
  }

  private static List<KernelRecord> parse(String text) throws MalformedTextException {
    return KernelLogText.parse(HostText.of("kern.log", text), BOOT, NOW, ZoneOffset.UTC);
  }

  private static KernelRecord record(
      int facility, int priority, long micros, Instant time, String text) {
    return new KernelRecord(-1, facility, priority, micros, time, text);
  }
}
