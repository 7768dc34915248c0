package io.kdiag.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonLineTest {

  @Test
  void givesValuesAsText() throws MalformedTextException {
    assertThat(
            parse(" { \"a\" : \"x\" , \"b\":-1.5e3, \"c\":true ,\"d\":null,\"e\":{\"f\":[1]} } "))
        .isEqualTo(Map.of("a", "x", "b", "-1.5e3", "c", "true"));
    assertThat(parse("{}")).isEmpty();
  }

  @Test
  void unescapesStrings() throws MalformedTextException {
    assertThat(parse("{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\"}"))
        .isEqualTo(Map.of("a", "\"\\/\b\f\n\r\té😀"));
  }

  @Test
  void readsAnArrayOfBytesAsTheirText() throws MalformedTextException {
    assertThat(parse("{\"a\":[27,91,195,169],\"b\":[]}"))
        .isEqualTo(Map.of("a", "\u001b[é", "b", ""));
  }

  @Test
  void takesTheFirstOfSeveralValues() throws MalformedTextException {
    assertThat(parse("{\"a\":[\"65\",\"66\"],\"b\":[[65,66],\"x\"],\"c\":[256,1]}"))
        .isEqualTo(Map.of("a", "65", "b", "AB", "c", "256"));
  }

  @Test
  void rejectsWhatIsNoObjectOrNotWhole() {
    for (String line :
        new String[] {
          "",
          "[]",
          "x",
          "{",
          "{\"a\"",
          "{\"a\":",
          "{\"a\":}",
          "{\"a\":1,}",
          "{\"a\":\"x}",
          "{\"a\":\"\\x\"}",
          "{\"a\":\"\\u12\"}",
          "{a:1}",
          "{\"a\":1}}",
          "{\"a\":[1}"
        }) {
      assertThatThrownBy(() -> parse(line))
          .isInstanceOf(MalformedTextException.class)
          .hasMessageStartingWith("f:1: expected JSON with");
    }
  }

  @Test
  void rejectsDeepNestingInsteadOfOverflowing() {
    String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThatThrownBy(() -> parse(deep)).hasMessageContaining("at most 16 levels");
    String objects = "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000);
    assertThatThrownBy(() -> parse(objects)).hasMessageContaining("at most 16 levels");
  }

  @Test
  void survivesDamageAndCuts() {
    Random random = new Random(31);
    String line = "{\"a\":\"x\\u00e9\\n\",\"b\":[27,[1],\"c\"],\"d\":{\"e\":null},\"f\":-1}";
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      for (int j = random.nextInt(3); j >= 0; j--) {
        bytes = TestTrees.damaged(bytes, random);
      }
      try {
        assertThat(parse(new String(bytes, StandardCharsets.UTF_8))).hasSizeLessThan(10);
      } catch (MalformedTextException e) {
        assertThat(e).hasMessageStartingWith("f:1: expected JSON with");
      }
    }
  }

  private static Map<String, String> parse(String line) throws MalformedTextException {
    return JsonLine.parse("f", line);
  }
}
