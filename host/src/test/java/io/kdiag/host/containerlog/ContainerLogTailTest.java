package io.kdiag.host.containerlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import io.kdiag.host.TestTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerLogTailTest {
  @TempDir Path directory;

  @Test
  void joinsTheRealPartsOfALongLine() {
    HostRoot root = TestTrees.root("debian12-6.18-v1");
    ContainerLog crash = ContainerLogs.list(root).optional().orElseThrow().getLast();
    ContainerLogTail tail = present(root, crash.files().getFirst(), 1 << 20);
    assertThat(tail.lines()).extracting(CriLine::stream).contains("stdout", "stderr");
    assertThat(tail.lines())
        .filteredOn(line -> line.stream().equals("stdout"))
        .singleElement()
        .satisfies(line -> assertThat(line.message()).isEqualTo("x".repeat(40_000)));
    assertThat(tail.start()).isNotNull();
    assertThat(tail.cut()).isFalse();
  }

  @Test
  void joinsPartsPerStream() throws IOException {
    ContainerLogTail tail =
        tail(
            """
            2026-11-20T21:17:01Z stdout P one
            2026-11-20T21:17:02Z stderr P ONE
            2026-11-20T21:17:03Z stdout F  two
            2026-11-20T21:17:04Z stderr F  TWO
            2026-11-20T21:17:05Z stdout P unfin
            """,
            1 << 16);
    assertThat(tail.lines())
        .containsExactly(
            new CriLine(Instant.parse("2026-11-20T21:17:01Z"), "stdout", false, "one two"),
            new CriLine(Instant.parse("2026-11-20T21:17:02Z"), "stderr", false, "ONE TWO"),
            new CriLine(Instant.parse("2026-11-20T21:17:05Z"), "stdout", true, "unfin"));
  }

  @Test
  void readsDockersFormat() throws IOException {
    ContainerLogTail tail =
        tail(
            """
            {"log":"one ","stream":"stdout","time":"2026-11-20T21:17:01Z"}
            {"log":"two\\n","stream":"stdout","time":"2026-11-20T21:17:02Z"}
            """,
            1 << 16);
    assertThat(tail.lines()).extracting(CriLine::message).containsExactly("one two");
    assertThat(tail.start()).isEqualTo(Instant.parse("2026-11-20T21:17:01Z"));
  }

  @Test
  void givesTheEndOfALongFileFromAWholeLineAndTheStartOfAll() throws IOException {
    StringBuilder text = new StringBuilder("2026-11-20T21:17:01Z stdout F first\n");
    for (int i = 0; i < 1000; i++) {
      text.append("2026-11-20T21:18:01Z stdout F line ").append(i).append('\n');
    }
    ContainerLogTail tail = tail(text.toString(), 100);
    assertThat(tail.lines()).extracting(CriLine::message).containsExactly("line 998", "line 999");
    assertThat(tail.cut()).isTrue();
    assertThat(tail.start()).isEqualTo(Instant.parse("2026-11-20T21:17:01Z"));
  }

  @Test
  void skipsWhatIsOfNeitherFormat() throws IOException {
    ContainerLogTail tail = tail("rubbish\n\n{}\n2026-11-20T21:17:01Z stdout F x\n\0\0\0", 1000);
    assertThat(tail.lines()).extracting(CriLine::message).containsExactly("x");
    assertThat(tail.start()).isNull();
  }

  @Test
  void saysWhyThereIsNothing() throws IOException {
    HostRoot root = new HostRoot(directory);
    assertThat(ContainerLogTail.read(root, "/none.log", 10)).isEqualTo(Reading.absent("/none.log"));
    assertThat(ContainerLogTail.read(root, "/0.log.gz", 10)).isInstanceOf(Reading.Unreadable.class);
    Files.createDirectory(directory.resolve("dir.log"));
    assertThat(ContainerLogTail.read(root, "/dir.log", 10))
        .isEqualTo(Reading.unreadable("/dir.log", "not a regular file"));
  }

  @Test
  void survivesDamage() throws IOException {
    Random random = new Random(23);
    Path file = directory.resolve("0.log");
    Files.writeString(
        file,
        """
        2026-11-20T21:17:01Z stdout P one
        2026-11-20T21:17:03Z stdout F x
        """);
    for (int i = 0; i < 1000; i++) {
      TestTrees.damage(file, random);
      present(new HostRoot(directory), "/0.log", 40);
    }
  }

  private ContainerLogTail tail(String text, int most) throws IOException {
    Files.writeString(directory.resolve("0.log"), text);
    return present(new HostRoot(directory), "/0.log", most);
  }

  private static ContainerLogTail present(HostRoot root, String path, int most) {
    Reading<ContainerLogTail> reading = ContainerLogTail.read(root, path, most);
    return reading.optional().orElseThrow(() -> new AssertionError(reading));
  }
}
