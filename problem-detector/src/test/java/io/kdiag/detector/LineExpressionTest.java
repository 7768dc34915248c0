package io.kdiag.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LineExpressionTest {
  private static final List<String> EXPRESSIONS =
      List.of(
          "task (?P<process>[\\S ]+):(?P<pid>\\w+) blocked",
          "(?P<a_b>x+)y$",
          "^(?:ab|a)(?P<rest>b*)",
          "a\\s+b",
          "[^\\[\\]]+\\]",
          "[]a]+b",
          "a|b\\z",
          "x.*?y(?P<z>z?)",
          "\\bword\\b",
          "[\\s,]x",
          "(?:ab)+c",
          "[[:digit:]]+",
          "(?i)HELLO");

  /** Both engines must say the same of any line, or it would matter which of them was asked. */
  @Test
  void findsWhatRe2FindsInRandomLines() {
    Random random = new Random(11);
    String letters = "abxyz \t\n\r\u000b],[:k1d word blocked task";
    for (String expression : EXPRESSIONS) {
      LineExpression one = LineExpression.of(expression);
      for (int i = 0; i < 2000; i++) {
        StringBuilder line = new StringBuilder();
        for (int n = random.nextInt(12); n > 0; n--) {
          line.append(letters.charAt(random.nextInt(letters.length())));
        }
        String text = line.toString();
        assertThat(one.find(text)).as(expression + " in " + text).isEqualTo(one.findLinear(text));
      }
    }
  }

  @Test
  void leavesToRe2WhatMeansAnotherThingToTheJdk() {
    for (String expression : List.of("(?:ab)+c", "[[:digit:]]+", "(?i)x", "\\pN", "[a&&b]")) {
      assertThat(LineExpression.of(expression).isFast()).as(expression).isFalse();
    }
  }

  @Test
  void theCatalogueIsFastButForWhatItRepeats() {
    List<String> slow = new ArrayList<>();
    for (Problem problem : Catalogue.load().problems()) {
      for (String pattern : problem.patterns()) {
        if (!LineExpression.of(pattern).isFast()) {
          slow.add(pattern);
        }
      }
    }
    assertThat(slow).isEmpty();
  }

  /** a*a*a*a*b takes the JDK's engine a time with the fourth power of the line's length. */
  @Test
  void aHostileLineIsGivenToTheLinearEngine() {
    LineExpression hostile = LineExpression.of("(?P<x>a*)a*a*a*a*b");
    assertThat(hostile.isFast()).isTrue();
    assertThat(hostile.find("a".repeat(8000))).isNull();
    assertThat(hostile.find("a".repeat(8000) + "b")).isEqualTo(Map.of("x", "a".repeat(8000)));
  }
}
