package io.kdiag.collector.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class NumberTextTest {

  @Test
  void writesWholeNumbersWhole() {
    assertThat(text(0L)).isEqualTo("0");
    assertThat(text(-7L)).isEqualTo("-7");
    assertThat(text(25_276_502_016L)).isEqualTo("25276502016");
    assertThat(text(Long.MAX_VALUE)).isEqualTo("9223372036854775807");
    assertThat(text(Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
    assertThat(text(1_795_209_421.0)).isEqualTo("1795209421");
  }

  @Test
  void writesFractionsWithoutTrailingZeros() {
    assertThat(text(0.13)).isEqualTo("0.13");
    assertThat(text(-11.731686)).isEqualTo("-11.731686");
    assertThat(text(5670.536579867)).isEqualTo("5670.536579867");
    assertThat(text(0.000000001)).isEqualTo("0.000000001");
    assertThat(text(3_000_000.25)).isEqualTo("3000000.25");
  }

  @Test
  void writesWhatIsNoFiniteNumberAsPrometheusReadsIt() {
    assertThat(text(Double.NaN)).isEqualTo("NaN");
    assertThat(text(Double.POSITIVE_INFINITY)).isEqualTo("+Inf");
    assertThat(text(Double.NEGATIVE_INFINITY)).isEqualTo("-Inf");
    assertThat(Double.parseDouble(text(1.5e300))).isEqualTo(1.5e300);
    assertThat(Double.parseDouble(text(1e20))).isEqualTo(1e20);
  }

  @Test
  void givesBackEveryNanosecondTheKernelMayCount() {
    Random random = new Random(7);
    for (int i = 0; i < 200_000; i++) {
      long nanos = random.nextLong(1L << (1 + random.nextInt(50)));
      double seconds = nanos / 1e9;
      assertThat(Double.parseDouble(text(seconds))).isEqualTo(seconds);
    }
  }

  @Test
  void givesBackEveryMicrosecondOfSeventyYears() {
    Random random = new Random(8);
    for (int i = 0; i < 200_000; i++) {
      long micros = random.nextLong(1L << (1 + random.nextInt(50)));
      double seconds = micros / 1e6;
      assertThat(Double.parseDouble(text(seconds))).isEqualTo(seconds);
    }
  }

  private static String text(double value) {
    byte[] bytes = new byte[NumberText.MOST_BYTES];
    return new String(bytes, 0, NumberText.write(value, bytes, 0), StandardCharsets.US_ASCII);
  }

  private static String text(long value) {
    byte[] bytes = new byte[NumberText.MOST_BYTES];
    return new String(bytes, 0, NumberText.write(value, bytes, 0), StandardCharsets.US_ASCII);
  }
}
