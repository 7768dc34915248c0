package io.kdiag.shipper.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonMessageTest {
  @Test
  void takesAnObjectAndItsMessage() {
    assertThat(of("{\"level\":\"info\",\"msg\":\"started\",\"a\":{\"msg\":\"inner\"},\"n\":[1]}"))
        .isEqualTo(new JsonMessage("started"));
    assertThat(of("{\"n\":1}")).isEqualTo(new JsonMessage(null));
    assertThat(of("{}")).isEqualTo(new JsonMessage(null));
  }

  @Test
  void leavesAsTextWhatElasticsearchWouldRefuse() {
    assertThat(of("text")).isNull();
    assertThat(of("")).isNull();
    assertThat(of("[1]")).isNull();
    assertThat(of("{\"a\":1} trailing")).isNull();
    assertThat(of("{\"a\":1")).isNull();
    assertThat(of("{\"a\":1,\"a\":2}")).isNull();
    assertThat(of("{\"\":1}")).isNull();
    assertThat(of("{\"a\\u0000\":1}")).isNull();
    assertThat(of("{\"a\":".repeat(30) + "1" + "}".repeat(30))).isNull();
    assertThat(of("{\"a\":NaN}")).isNull();
  }

  private static @Nullable JsonMessage of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return JsonMessage.of(bytes, 0, bytes.length);
  }
}
