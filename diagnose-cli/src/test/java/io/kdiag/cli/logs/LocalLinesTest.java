package io.kdiag.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import io.kdiag.host.HostRoot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalLinesTest {
  @TempDir private Path root;
  private Path app = Path.of("");

  @BeforeEach
  void makesTwoPods() throws IOException {
    app = Files.createDirectories(root.resolve("var/log/pods/shop_cart-0_uid-1/app"));
    Path other = Files.createDirectories(root.resolve("var/log/pods/shop_web-0_uid-2/app"));
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(app.resolve("1.log.20260102-030000.gz")))) {
      out.write(line(0, "stdout F", "rotated and zipped").getBytes(StandardCharsets.UTF_8));
    }
    Files.writeString(app.resolve("0.log"), line(-9, "stderr F", "panic: the run before"));
    Files.writeString(
        app.resolve("1.log"),
        line(2, "stdout P", "a long ")
            + line(3, "stderr F", "ERROR between")
            + line(4, "stdout F", "line"));
    Files.writeString(other.resolve("0.log"), line(1, "stdout F", "from another pod"));
  }

  private static String line(int second, String tag, String message) {
    return Instant.parse("2026-01-02T03:04:05Z").plusSeconds(second)
        + " "
        + tag
        + " "
        + message
        + "\n";
  }

  private static LogQuery query(
      @Nullable String pod, LogLevel level, @Nullable String wanted, boolean previous) {
    return new LogQuery(
        "shop",
        pod,
        null,
        level,
        null,
        null,
        wanted == null ? null : Pattern.compile(wanted),
        null,
        previous);
  }

  private List<String> messages(LogQuery query) throws IOException, InterruptedException {
    List<String> messages = new ArrayList<>();
    try (MergedLines lines =
        new MergedLines(new LocalLines(new HostRoot(root)).open(query), query)) {
      lines.forEach(line -> messages.add(line.message()));
    }
    return messages;
  }

  @Test
  void mergesContainersByTimeJoinsPartsAndUnzips() throws Exception {
    assertThat(messages(query(null, LogLevel.TRACE, null, false)))
        .containsExactly(
            "panic: the run before",
            "rotated and zipped",
            "from another pod",
            "ERROR between",
            "a long line");
  }

  @Test
  void filtersByPodLevelAndExpression() throws Exception {
    assertThat(messages(query("cart-*", LogLevel.ERROR, null, false)))
        .containsExactly("panic: the run before", "ERROR between");
    assertThat(messages(query(null, LogLevel.TRACE, "another|long", false)))
        .containsExactly("from another pod", "a long line");
  }

  @Test
  void showsTheRunBefore() throws Exception {
    assertThat(messages(query("cart-0", LogLevel.TRACE, null, true)))
        .containsExactly("panic: the run before");
  }

  @Test
  void followsWhatIsWrittenAlsoAfterARotation() throws Exception {
    BlockingQueue<String> seen = new ArrayBlockingQueue<>(10);
    LogQuery query = query("cart-0", LogLevel.TRACE, null, false);
    Thread follower =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    new LocalLines(new HostRoot(root))
                        .follow(query, line -> seen.add(line.message()));
                  } catch (IOException e) {
                    seen.add(e.toString());
                  } catch (InterruptedException e) {
                    return; // that is how it ends
                  }
                });
    write(seen, "after");
    Files.move(app.resolve("1.log"), app.resolve("1.log.20260102-040000"));
    Files.createFile(app.resolve("1.log"));
    write(seen, "rotated");
    follower.interrupt();
    follower.join();
  }

  /** The follower looks some times a second: the line is written again until it was seen. */
  private void write(BlockingQueue<String> seen, String text) throws Exception {
    String found = null;
    for (int i = 0; i < 100 && found == null; i++) {
      Files.writeString(app.resolve("1.log"), line(9, "stdout F", text), StandardOpenOption.APPEND);
      found = seen.poll(500, TimeUnit.MILLISECONDS);
    }
    assertThat(found).isEqualTo(text);
    seen.clear();
  }
}
