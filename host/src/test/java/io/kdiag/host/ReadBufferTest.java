package io.kdiag.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReadBufferTest {
  @TempDir Path directory;

  @Test
  void readsWhatIsLargerThanItself() throws IOException {
    String large = "0123456789".repeat(100_000);
    Files.writeString(directory.resolve("large"), large);
    HostRoot root = new HostRoot(directory);
    assertThat(root.read("/large", HostText::string)).isEqualTo(Reading.present(large));
  }

  @Test
  void takesTheEndFromTheFileAndNotFromTheOneBefore() throws IOException {
    Files.writeString(directory.resolve("long"), "a longer text\n");
    Files.writeString(directory.resolve("short"), "b\n");
    Files.writeString(directory.resolve("empty"), "");
    HostRoot root = new HostRoot(directory);
    assertThat(root.read("/long", HostText::string)).isEqualTo(Reading.present("a longer text\n"));
    assertThat(root.read("/short", HostText::string)).isEqualTo(Reading.present("b\n"));
    assertThat(root.read("/empty", HostText::string)).isEqualTo(Reading.present(""));
  }

  @Test
  void leavesATextAloneWhileItsParserReadsAnotherFile() throws IOException {
    Files.writeString(directory.resolve("outer"), "outer");
    Files.writeString(directory.resolve("inner"), "inner");
    HostRoot root = new HostRoot(directory);
    Reading<String> both =
        root.read(
            "/outer",
            text -> {
              Reading<String> inner = root.read("/inner", HostText::string);
              return inner.optional().orElse("") + " " + text.string();
            });
    assertThat(both).isEqualTo(Reading.present("inner outer"));
  }

  @Test
  void refusesMoreThanTheLimitAndTakesAsMuch() throws IOException {
    byte[] ten = "0123456789".getBytes(StandardCharsets.US_ASCII);
    assertThat(ReadBuffer.take().fill(new ByteArrayInputStream(ten), 9)).isFalse();
    assertThat(ReadBuffer.take().fill(new ByteArrayInputStream(ten), 10)).isTrue();
  }
}
