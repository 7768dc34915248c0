package io.kdiag.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class VisibleTextTest {

  @Test
  void keepsPlainTextAsItIs() {
    String text = "café – 日本 😀";
    assertThat(VisibleText.of(text)).isSameAs(text);
    assertThat(of(text)).isEqualTo(text);
    assertThat(of("plain")).isEqualTo("plain");
  }

  @Test
  void showsWhatWouldMoveACursorOrTurnTheText() {
    assertThat(of("\u001b[2J\u0007\r\u007f")).isEqualTo("\\x1b[2J\\x07\\x0d\\x7f");
    assertThat(VisibleText.of("\u009b31m\u202egnp\ufeff")).isEqualTo("\\x9b31m\\u202egnp\\ufeff");
  }

  @Test
  void makesOneLineOfSeveral() {
    assertThat(of("one\ntwo\tthree")).isEqualTo("one two three");
  }

  @Test
  void replacesBytesThatAreNoText() {
    byte[] bytes = {'a', (byte) 0xff, 'b'};
    assertThat(VisibleText.of(bytes, 0, 3)).isEqualTo("a\ufffdb");
  }

  private static String of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return VisibleText.of(bytes, 0, bytes.length);
  }
}
