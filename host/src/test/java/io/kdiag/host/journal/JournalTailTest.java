package io.kdiag.host.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kdiag.host.HostRoot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTailTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path directory;

  private static JournalTail follower(String script) throws IOException {
    return JournalTail.start(List.of("/bin/sh", "-c", script));
  }

  private static String entry(String identifier, String message) {
    return "{\\\"__CURSOR\\\":\\\"c\\\",\\\"__REALTIME_TIMESTAMP\\\":\\\"1795210623123456\\\",\\\"SYSLOG_IDENTIFIER\\\":\\\""
        + identifier
        + "\\\",\\\"MESSAGE\\\":\\\""
        + message
        + "\\\"}";
  }

  @Test
  void givesEntriesWithWhoWroteThemAndThenSaysThatItEnded() throws IOException {
    String script = "echo \"" + entry("kubelet", "hello") + "\"; echo no more of it >&2; exit 1";
    try (JournalTail follower = follower(script)) {
      JournalTail.Followed followed = Objects.requireNonNull(follower.next(LONG));
      assertThat(followed.identifier()).isEqualTo("kubelet");
      assertThat(followed.entry().message()).isEqualTo("hello");
      assertThat(followed.entry().cursor()).isEqualTo("c");
      assertThatThrownBy(() -> follower.next(LONG)).hasMessage("journalctl ended: no more of it");
    }
  }

  @Test
  void countsWhatJournaldDroppedAndWhatIsNoEntry() throws IOException {
    String dropped = entry("systemd-journald", "Suppressed 123 messages from kubelet.service");
    try (JournalTail follower =
        follower("echo \"" + dropped + "\"; echo '{broken'; exec sleep 600")) {
      assertThat(follower.next(LONG)).isNotNull();
      assertThat(follower.next(LONG)).isNull();
      assertThat(follower.lost()).isEqualTo(124);
    }
  }

  @Test
  void waitsNoLongerThanAsked() throws IOException {
    try (JournalTail follower = follower("exec sleep 600")) {
      assertThat(follower.next(Duration.ofMillis(1))).isNull();
    }
  }

  @Test
  void saysWhereAJournalWasLookedFor() {
    assertThatThrownBy(() -> JournalTail.open(new HostRoot(directory), List.of(), "@0"))
        .hasMessage("there is no journal in /var/log/journal or /run/log/journal");
  }
}
