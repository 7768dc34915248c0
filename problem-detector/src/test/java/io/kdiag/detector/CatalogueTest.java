package io.kdiag.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class CatalogueTest {
  /** Lines that rightly show two problems: the error and what it did. */
  private static final Set<Set<String>> TOGETHER =
      Set.of(
          Set.of("Ext4Error", "Ext4JournalAbort"),
          Set.of("TaskHung", "DockerHung"),
          Set.of("KubeletStart", "FrequentKubeletRestart"),
          Set.of("DockerStart", "FrequentDockerRestart"),
          Set.of("ContainerdStart", "FrequentContainerdRestart"),
          Set.of("UnregisterNetDevice", "FrequentUnregisterNetDevice"),
          Set.of("IOError", "MediumError"));

  @TestFactory
  Stream<DynamicTest> eachEntryFiresOnItsSamplesAndOnNoOther() {
    return Catalogue.load().problems().stream()
        .map(problem -> DynamicTest.dynamicTest(problem.code(), () -> check(problem)));
  }

  private static void check(Problem problem) {
    for (String pattern : problem.patterns()) {
      Pattern.compile(pattern);
    }
    for (String pattern : problem.clearedBy()) {
      Pattern.compile(pattern);
    }
    for (String pattern : problem.followedBy()) {
      Pattern.compile(pattern);
    }
    if (problem.source() != Problem.Source.PROBE) {
      assertThat(problem.matches()).isNotEmpty();
      assertThat(problem.ignores()).isNotEmpty();
    }
    for (String line : problem.matches()) {
      List<String> codes = raised(problem, line);
      assertThat(codes).as(line).contains(problem.code());
      for (String other : codes) {
        if (!other.equals(problem.code())) {
          assertThat(TOGETHER).as(line).contains(Set.of(problem.code(), other));
        }
      }
    }
    for (String line : problem.ignores()) {
      assertThat(raised(problem, line)).as(line).doesNotContain(problem.code());
    }
  }

  private static List<String> raised(Problem of, String line) {
    List<String> codes = new ArrayList<>();
    Problem.Source source = of.source();
    for (LineMatcher.Match match :
        Catalogue.load().rules(source.logs().getFirst()).lines().match(line)) {
      String code = match.entry().problem().code();
      if (match.entry().meaning() == LineMatcher.Meaning.SHOWS && !codes.contains(code)) {
        codes.add(code);
      }
    }
    return codes;
  }

  @Test
  void everyPlaceholderOfATitleIsADetail() {
    for (Problem problem : Catalogue.load().problems()) {
      java.util.regex.Matcher names =
          java.util.regex.Pattern.compile("\\{([a-z_]+)\\}").matcher(problem.title());
      while (names.find()) {
        String group = "(?P<" + names.group(1) + ">";
        List<String> all = new ArrayList<>(problem.patterns());
        all.addAll(problem.precededBy());
        all.addAll(problem.followedBy());
        problem.details().forEach(detail -> all.add("(?P<" + detail + ">)"));
        assertThat(all).as(problem.code()).anyMatch(p -> p.contains(group));
      }
    }
  }

  @Test
  void namesAllMistakesAtOnceWithTheirEntry() {
    String yaml =
        """
        problems:
        - {code: One, severity: bad, patterns: [x], quiet: soon, colour: red}
        - {severity: warning}
        """;
    assertThatThrownBy(() -> Catalogue.parse(yaml))
        .isInstanceOf(CatalogueException.class)
        .hasMessageContaining("One: 'severity' must be one of [INFO, WARNING, CRITICAL], found bad")
        .hasMessageContaining(
            "One: 'quiet' must be a duration such as 30s, 10m, 1h or 1d, found soon")
        .hasMessageContaining("One: unknown key 'colour'")
        .hasMessageContaining("an entry without code: needs at least one pattern");
  }

  @Test
  void refusesWhatIsNotYaml() {
    assertThatThrownBy(() -> Catalogue.parse("problems: [")).isInstanceOf(CatalogueException.class);
    assertThatThrownBy(() -> Catalogue.parse("hello")).hasMessageContaining("'problems'");
  }
}
