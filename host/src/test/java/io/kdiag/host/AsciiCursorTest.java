package io.kdiag.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class AsciiCursorTest {
  private static AsciiCursor over(String text) {
    return HostText.of("/proc/file", text).cursor();
  }

  @Test
  void walksOverWordsAndLines() throws MalformedTextException {
    AsciiCursor in = over("one \t two\n\n three 4\n");
    assertThat(in.word()).isEqualTo("one");
    assertThat(in.word()).isEqualTo("two");
    assertThat(in.atLineEnd()).isTrue();
    in.nextLine();
    assertThat(in.atLineEnd()).isTrue();
    in.nextLine();
    assertThat(in.line()).isEqualTo(3);
    assertThat(in.skipWord("thre")).isFalse();
    assertThat(in.skipWord("three")).isTrue();
    assertThat(in.number()).isEqualTo(4);
    in.nextLine();
    assertThat(in.atEnd()).isTrue();
  }

  @Test
  void readsTheNumbersOf64Bits() throws MalformedTextException {
    assertThat(over("-42").number()).isEqualTo(-42);
    assertThat(over("9223372036854775807").number()).isEqualTo(Long.MAX_VALUE);
    assertThat(over("18446744073709551615").number()).isEqualTo(Long.MAX_VALUE);
    assertThat(over("ffffffffffffffff").hexadecimal()).isEqualTo(-1);
    assertThat(over("0.25").fraction()).isEqualTo(0.25);
  }

  @Test
  void rejectsWhatIsNotANumber() {
    for (String text : new String[] {"", "-", "1x", "x1", "+1", "1.5", "123456789012345678901"}) {
      assertThatThrownBy(() -> over(text).number()).as(text).hasMessageContaining("number");
      assertThatThrownBy(() -> over(text).count()).as(text).hasMessageContaining("a count");
    }
    assertThatThrownBy(() -> over("-1").count()).hasMessageContaining("found \"-1\"");
    assertThatThrownBy(() -> over("11112222333344445").hexadecimal()).hasMessageContaining("hexa");
    for (String text : new String[] {"", ".", "1.2.3", "-1.0", "1e3", "NaN", "Infinity"}) {
      assertThatThrownBy(() -> over(text).fraction()).as(text).isNotNull();
    }
  }

  @Test
  void agreesWithBigIntegerOnAnyDigits() throws MalformedTextException {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      BigInteger number = new BigInteger(1 + random.nextInt(64), random);
      long expected = number.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
      assertThat(over(number + " x").count()).isEqualTo(expected);
    }
  }

  @Test
  void stopsAtASeparator() throws MalformedTextException {
    AsciiCursor in = over("eth0:1 3/45\nafter)x)y");
    assertThat(in.until(':')).isEqualTo("eth0");
    assertThat(in.count()).isEqualTo(1);
    assertThat(in.countUntil('/')).isEqualTo(3);
    assertThat(in.rest()).isEqualTo("45");
    in.nextLine();
    assertThat(in.untilLast(')')).isEqualTo("after)x");
    assertThat(in.word()).isEqualTo("y");
  }

  @Test
  void looksForASeparatorOnItsLineOnly() {
    assertThatThrownBy(() -> over("a\nb:c").until(':'))
        .hasMessage("/proc/file:1: expected a ':', found \"a\"");
    assertThatThrownBy(() -> over("/45").countUntil('/')).hasMessageContaining("a count before");
  }

  @Test
  void namesTheEndOfTheFile() {
    assertThatThrownBy(() -> over("").word())
        .hasMessage("/proc/file:1: expected a word, found \"the end of the file\"");
  }

  @Test
  void acceptsWholeLinesAlone() throws MalformedTextException {
    assertThat(HostText.of("/f", "1\n").lines().count()).isEqualTo(1);
    assertThat(HostText.of("/f", "").lines().atEnd()).isTrue();
    assertThatThrownBy(() -> HostText.of("/f", "1\n12").lines())
        .hasMessage("/f:2: expected a line feed, found \"the end of the file\"");
  }
}
