package io.kdiag.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFollowerTest {
  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void file() throws IOException {
    file = directory.resolve("kern.log");
    Files.writeString(file, "old\n");
  }

  private void append(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void rotate() throws IOException {
    Files.move(file, directory.resolve("kern.log.1"));
  }

  @Test
  void beginsAtTheEndAndGivesALineOnceItIsWhole() throws IOException {
    try (FileFollower follower = FileFollower.open(file, "")) {
      assertThat(follower.next()).isNull();
      append("on");
      assertThat(follower.next()).isNull();
      append("e\ntwo\n");
      assertThat(follower.next()).isEqualTo("one");
      assertThat(follower.next()).isEqualTo("two");
      assertThat(follower.next()).isNull();
    }
  }

  @Test
  void goesOnWhereItWas() throws IOException {
    String place;
    try (FileFollower follower = FileFollower.open(file, "")) {
      append("one\ntwo\n");
      assertThat(follower.next()).isEqualTo("one");
      place = follower.place();
    }
    try (FileFollower follower = FileFollower.open(file, place)) {
      assertThat(follower.next()).isEqualTo("two");
    }
  }

  @Test
  void readsARenamedFileToItsEndBeforeTheNewOne() throws IOException {
    try (FileFollower follower = FileFollower.open(file, "")) {
      append("one\n");
      rotate();
      append("two\n");
      assertThat(follower.next()).isEqualTo("one");
      assertThat(follower.next()).isEqualTo("two");
    }
  }

  @Test
  void findsTheRenamedFileThatItWasReading() throws IOException {
    String place;
    try (FileFollower follower = FileFollower.open(file, "")) {
      place = follower.place();
    }
    append("one\n");
    rotate();
    append("two\n");
    try (FileFollower follower = FileFollower.open(file, place)) {
      assertThat(follower.next()).isEqualTo("one");
      assertThat(follower.next()).isEqualTo("two");
      assertThat(follower.next()).isNull();
    }
  }

  @Test
  void beginsAnewInAFileThatWasCutShort() throws IOException {
    try (FileFollower follower = FileFollower.open(file, "")) {
      append("one\n");
      assertThat(follower.next()).isEqualTo("one");
      Files.writeString(file, "a\n");
      assertThat(follower.next()).isEqualTo("a");
    }
  }

  @Test
  void givesTheBeginningOfALineThatIsTooLong() throws IOException {
    try (FileFollower follower = FileFollower.open(file, "")) {
      append("x".repeat(200_000) + "\nnext\n");
      assertThat(follower.next()).isEqualTo("x".repeat(FileFollower.MOST_LINE));
      assertThat(follower.next()).isEqualTo("next");
    }
  }
}
