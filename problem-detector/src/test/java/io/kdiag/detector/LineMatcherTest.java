package io.kdiag.detector;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LineMatcherTest {
  private final List<Problem> problems =
      Catalogue.load().problems().stream()
          .filter(p -> p.source() == Problem.Source.KERNEL)
          .toList();
  private final LineMatcher matcher = LineMatcher.of(problems);
  private final Map<String, Pattern> compiled = new HashMap<>();

  /** The optimised path against the obvious one: every expression on every line. */
  @Test
  void agreesWithTryingEachExpressionOnEachLine() {
    Random random = new Random(7);
    List<String> samples = new ArrayList<>();
    for (Problem problem : problems) {
      samples.addAll(problem.matches());
      samples.addAll(problem.ignores());
    }
    for (int i = 0; i < 3000; i++) {
      String line = mutate(samples.get(random.nextInt(samples.size())), random);
      assertThat(found(line)).as(line).isEqualTo(naive(line));
    }
  }

  private List<String> found(String line) {
    List<String> found = new ArrayList<>();
    for (LineMatcher.Match match : matcher.match(line)) {
      found.add(match.entry().expression());
    }
    return found;
  }

  private List<String> naive(String line) {
    List<String> found = new ArrayList<>();
    for (Problem problem : problems) {
      addMatching(problem.patterns(), line, found);
      addMatching(problem.clearedBy(), line, found);
    }
    return found;
  }

  private void addMatching(List<String> patterns, String line, List<String> found) {
    for (String pattern : patterns) {
      if (compiled.computeIfAbsent(pattern, Pattern::compile).matcher(line).find()) {
        found.add(pattern);
      }
    }
  }

  private static String mutate(String line, Random random) {
    StringBuilder text = new StringBuilder(line);
    for (int i = random.nextInt(3); i > 0 && !text.isEmpty(); i--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.setCharAt(at, (char) (32 + random.nextInt(200)));
        default -> text.insert(at, text.substring(0, at));
      }
    }
    return text.toString();
  }

  @Test
  void looksNoFurtherThanTheLongestLine() {
    String far = " ".repeat(LineMatcher.MAX_LINE) + "VFS: file-max limit 65536 reached";
    assertThat(matcher.match(far)).isEmpty();
    assertThat(matcher.match(far.substring(10))).isEmpty();
    assertThat(matcher.match(far.substring(33))).isNotEmpty();
  }
}
