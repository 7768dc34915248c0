package io.kdiag.host.kernellog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kdiag.host.MalformedTextException;
import io.kdiag.host.TestTrees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KernelRecordTest {
  private static final Instant BOOT = Instant.parse("2026-11-20T19:32:12Z");

  @Test
  void parsesARecordAndDropsItsDictionary() throws MalformedTextException {
    assertThat(
            parse(
                """
                3,1290,8812345678,-,caller=T1;I/O error, dev sda, sector 2048
                 SUBSYSTEM=block
                 DEVICE=b8:0
                """))
        .isEqualTo(
            new KernelRecord(
                1290,
                0,
                3,
                8_812_345_678L,
                BOOT.plusNanos(8_812_345_678_000L),
                "I/O error, dev sda, sector 2048"));
  }

  @Test
  void tellsAUsersLineFromTheKernels() throws MalformedTextException {
    KernelRecord record = parse("12,1,0,-;made up");
    assertThat(record.facility()).isEqualTo(1);
    assertThat(record.priority()).isEqualTo(4);
    assertThat(parse("30,1,0,-;systemd").facility()).isEqualTo(3);
  }

  @Test
  void restoresTextAndShowsControlCharacters() throws MalformedTextException {
    assertThat(parse("4,1,2,-;a\\x5cb caf\\xc3\\xa9").text()).isEqualTo("a\\b café");
    assertThat(parse("4,1,2,-;\\x1b[31mred\\x0anew\\x09line").text())
        .isEqualTo("\\x1b[31mred new line");
    assertThat(parse("4,1,2,-;\\xe2\\x80\\xaegnp").text()).isEqualTo("\\u202egnp");
    assertThat(parse("4,1,2,-;\\xff").text()).isEqualTo("\ufffd");
    assertThat(parse("4,1,2,-;\\xzz \\x4").text()).isEqualTo("\\xzz \\x4");
  }

  @Test
  void keepsAnEmptyText() throws MalformedTextException {
    assertThat(parse("4,1,2,-;").text()).isEmpty();
  }

  @Test
  void rejectsWhatIsNoRecord() {
    for (String text :
        new String[] {
          "",
          ";",
          "4,1,2;x",
          "4,1;x",
          "-4,1,2,-;x",
          "4,,2,-;x",
          "4,1,x,-;y",
          "x,1,2,-;y",
          "99999999999,1,2,-;y",
          "4,1,9999999999999999999,-;y",
          " SUBSYSTEM=block"
        }) {
      assertThatThrownBy(() -> parse(text))
          .isInstanceOf(MalformedTextException.class)
          .hasMessageContaining("expected priority,sequence,microseconds,flags;text");
    }
  }

  @Test
  void survivesDamageToRealRecords() throws IOException {
    Random random = new Random(3);
    String log =
        Files.readString(TestTrees.fixture("debian12-6.18-v1/dev/kmsg"), StandardCharsets.UTF_8);
    int parsed = 0;
    for (String line : log.split("\n", -1)) {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 200; i++) {
        byte[] damaged = TestTrees.damaged(bytes, random);
        try {
          String text = KernelRecord.parse(damaged, damaged.length, BOOT).text();
          assertThat(text.chars().noneMatch(Character::isISOControl)).isTrue();
          parsed++;
        } catch (MalformedTextException e) {
          assertThat(e).hasMessageStartingWith("/dev/kmsg:1: expected");
        }
      }
    }
    assertThat(parsed).isPositive();
  }

  private static KernelRecord parse(String text) throws MalformedTextException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return KernelRecord.parse(bytes, bytes.length, BOOT);
  }
}
