package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuantitiesTest {

  @Test
  void bytesTakeTheLargestUnitThatLeavesAtLeastOne() {
    assertThat(Quantities.bytes(0)).isEqualTo("0 B");
    assertThat(Quantities.bytes(1023)).isEqualTo("1023 B");
    assertThat(Quantities.bytes(1024)).isEqualTo("1.0 KiB");
    assertThat(Quantities.bytes(270L << 20)).isEqualTo("270 MiB");
    assertThat(Quantities.bytes(20L << 30)).isEqualTo("20.0 GiB");
    assertThat(Quantities.bytes((1L << 30) - 1)).isEqualTo("1.0 GiB");
    assertThat(Quantities.bytes(Long.MAX_VALUE)).isEqualTo("8.0 EiB");
  }

  @Test
  void whatIsNotQuiteAllIsNotSaidToBe() {
    assertThat(Quantities.percent(98.74)).isEqualTo("98.7 %");
    assertThat(Quantities.percent(99.99)).isEqualTo("99.9 %");
    assertThat(Quantities.percent(100)).isEqualTo("100.0 %");
  }

  @Test
  void timesTakeTheirOneBestUnit() {
    assertThat(Quantities.seconds(0.0123)).isEqualTo("12 ms");
    assertThat(Quantities.seconds(10)).isEqualTo("10.0 s");
    assertThat(Quantities.seconds(600)).isEqualTo("10.0 min");
    assertThat(Quantities.seconds(36_000)).isEqualTo("10.0 h");
    assertThat(Quantities.seconds(432_000)).isEqualTo("5.0 days");
  }

  @Test
  void countsAreGroupedFromTenThousandOn() {
    assertThat(Quantities.count(9999)).isEqualTo("9999");
    assertThat(Quantities.count(65_536)).isEqualTo("65,536");
    assertThat(Quantities.count(1_234_567)).isEqualTo("1,234,567");
  }

  @Test
  void fractionsAreRounded() {
    assertThat(Quantities.decimal(-0.04)).isEqualTo("0.0");
    assertThat(Quantities.decimal(-1.25)).isEqualTo("-1.3");
    assertThat(Quantities.hundredths(0.055)).isEqualTo("0.06");
    assertThat(Quantities.hundredths(1.5)).isEqualTo("1.50");
  }
}
