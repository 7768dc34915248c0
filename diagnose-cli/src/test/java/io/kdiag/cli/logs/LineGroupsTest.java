package io.kdiag.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineGroupsTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private static List<LineGroup> groups(String... messages) {
    LineGroups groups = new LineGroups();
    for (int i = 0; i < messages.length; i++) {
      Instant time = START.plusSeconds(i);
      groups.accept(new LogLine(time, "shop", "cart-" + i % 3, "app", "stdout", messages[i]));
    }
    return groups.groups();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.1.2.3:5432 refused after 30ms | <addr> refused after <num>",
        "order 6f1c2d3e-aaaa-bbbb-cccc-000000000012 lost | order <id> lost",
        "open /etc/app/config.yaml: no such file | open <path>: no such file",
        "2026-01-02T03:04:05.123Z started | <num> started",
        "worker-12 got 0xdeadbeef from deadbeefdeadbeef00 | worker-<num> got <num> from <id>",
        "took 3.5s, 120 rows | took <num>, <num> rows",
        "listening on :8080 | listening on <num>",
        "plain words only | plain words only"
      })
  void masksWhatDiffers(String line, String masked) {
    assertThat(Masking.mask(line)).isEqualTo(masked);
  }

  @Test
  void groupsLinesThatSayTheSame() {
    List<LineGroup> groups =
        groups(
            "ERROR connection to 10.1.2.3:5432 refused after 30ms",
            "listening",
            "ERROR connection to 10.1.2.4:5432 refused after 7ms");
    assertThat(groups).hasSize(2);
    LineGroup refused = groups.getFirst();
    assertThat(refused.template()).isEqualTo("ERROR connection to <addr> refused after <num>");
    assertThat(refused.count()).isEqualTo(2);
    assertThat(refused.level()).isEqualTo(LogLevel.ERROR);
    assertThat(refused.first()).isEqualTo(START);
    assertThat(refused.last()).isEqualTo(START.plusSeconds(2));
    assertThat(refused.sample()).endsWith("after 7ms");
    assertThat(refused.origins()).containsExactly("shop/cart-0/app", "shop/cart-2/app");
  }

  @Test
  void widensATemplateWhereAWordDiffers() {
    List<LineGroup> groups =
        groups("user alice logged in from home", "user bob logged in from home");
    assertThat(groups).hasSize(1);
    assertThat(groups.getFirst().template()).isEqualTo("user <*> logged in from home");
  }

  @Test
  void keepsApartWhatOnlyHasAsManyWords() {
    assertThat(groups("disk sda is full now", "pod cart was deleted today")).hasSize(2);
  }

  @Test
  void isBounded() {
    LineGroups groups = new LineGroups();
    for (int i = 0; i < 5000; i++) {
      String word = Integer.toString(i, 26).replaceAll("\\d", "z");
      groups.accept(new LogLine(START, "n", "p", "c", "stdout", word + " " + word + "x " + i));
    }
    assertThat(groups.groups()).hasSizeLessThan(2100);
    assertThat(groups.groups().stream().mapToLong(LineGroup::count).sum()).isEqualTo(5000);
  }
}
