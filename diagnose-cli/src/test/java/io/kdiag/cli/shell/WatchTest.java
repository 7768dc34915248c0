package io.kdiag.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WatchTest {
  @Test
  void takesACommandAndHowOften() {
    assertThat(Watch.of(List.of("watch", "-n", "2", "node", "a")))
        .isEqualTo(new Watch(Duration.ofSeconds(2), List.of("node", "a")));
    assertThat(Watch.of(List.of("watch", "node", "--local")).every())
        .isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void refusesWhatItCannotRepeat() {
    for (String line :
        List.of(
            "watch",
            "watch -n",
            "watch -n 2",
            "watch -n x node",
            "watch -n 0 node",
            "watch -n 3601 node",
            "watch watch node",
            "watch exit")) {
      assertThatThrownBy(() -> Watch.of(List.of(line.split(" ", -1))))
          .as(line)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
