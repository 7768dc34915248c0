package io.kdiag.detector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RequiredLiteralsTest {
  @Test
  void findsTheLongestTextThatMustOccur() {
    assertThat(RequiredLiterals.of("ab[0-9]+cdef\\.")).containsExactly("cdef.");
    assertThat(RequiredLiterals.of("(?P<x>[^ ]+): page (?:allocation )?failure"))
        .containsExactly(": page ");
    assertThat(RequiredLiterals.of("^Oops: [0-9a-f]+")).containsExactly("Oops: ");
    assertThat(RequiredLiterals.of("abc+def")).containsExactly("abc");
    assertThat(RequiredLiterals.of("abcd?e")).containsExactly("abc");
    assertThat(RequiredLiterals.of("abx{0,3}cde")).containsExactly("cde");
    assertThat(RequiredLiterals.of("[[:alpha:]]x")).containsExactly("x");
  }

  @Test
  void takesOneOfEachAlternative() {
    assertThat(RequiredLiterals.of("one|three")).containsExactly("one", "three");
    assertThat(RequiredLiterals.of("x(?:one|three)")).containsExactly("one", "three");
    assertThat(RequiredLiterals.of("longer(?:a|b)")).containsExactly("longer");
  }

  @Test
  void isUnsureWhereNothingMustOccur() {
    assertThat(RequiredLiterals.of("(?i)oops")).isEmpty();
    assertThat(RequiredLiterals.of("one|[a-z]+")).isEmpty();
    assertThat(RequiredLiterals.of("(?:one)?")).isEmpty();
    assertThat(RequiredLiterals.of(".*")).isEmpty();
    assertThat(RequiredLiterals.of("(?s:one)")).isEmpty();
    assertThat(RequiredLiterals.of("\\p{Greek}one")).isEmpty();
    assertThat(RequiredLiterals.of("one)")).isEmpty();
  }
}
