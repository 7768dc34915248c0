package io.kdiag.cli.engine;

import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.detector.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Folds findings under the finding that explains them, so that twenty consequences of one cause are
 * one finding.
 *
 * <p>The idea: the findings lie in ranked order; from the last to the first, each is given the best
 * ranked cause that explains it and that does not hang below it already. So chains come out as
 * trees, a circle of explanations is cut at its best ranked member, and the result does not depend
 * on the order the rules were asked in.
 */
final class Folding {
  private static final int NONE = -1;

  /**
   * A finding, the keys of what it brings about and of what brings it about, as {@link Rule} has
   * them.
   */
  record Suspect(Finding finding, Set<String> explains, Set<String> explainedBy) {

    boolean explains(Suspect symptom) {
      return names(explains, symptom.finding)
          || (!finding.latent() && names(symptom.explainedBy, finding));
    }

    private static boolean names(Set<String> keys, Finding finding) {
      return !keys.isEmpty()
          && (keys.contains(finding.code())
              || keys.contains(finding.code() + "@" + finding.object())
              || keys.contains("*@" + finding.object()));
    }
  }

  private final List<Suspect> ranked;

  /** The place of each finding's cause in {@code ranked}. */
  private final int[] causes;

  private Folding(List<Suspect> ranked) {
    this.ranked = ranked;
    this.causes = new int[ranked.size()];
    Arrays.fill(causes, NONE);
  }

  static List<Finding> fold(List<Suspect> suspects) {
    List<Suspect> ranked = new ArrayList<>(suspects);
    ranked.sort(Comparator.comparing(Suspect::finding, Ranking.ORDER));
    Folding folding = new Folding(ranked);
    for (int symptom = ranked.size() - 1; symptom >= 0; symptom--) {
      folding.causes[symptom] = folding.causeOf(symptom);
    }
    return folding.under(NONE);
  }

  private int causeOf(int symptom) {
    for (int cause = 0; cause < ranked.size(); cause++) {
      if (mayClaim(ranked.get(cause), ranked.get(symptom)) && !hangsBelow(cause, symptom)) {
        return cause;
      }
    }
    return NONE;
  }

  private static boolean mayClaim(Suspect cause, Suspect symptom) {
    boolean guess = cause.finding().confidence() == Confidence.POSSIBLE;
    return cause.explains(symptom) && !(guess && isCertainlyCritical(symptom.finding()));
  }

  /** A guess must not hide a fact that is critical. */
  private static boolean isCertainlyCritical(Finding finding) {
    return finding.confidence() == Confidence.CERTAIN && finding.severity() == Severity.CRITICAL;
  }

  private boolean hangsBelow(int finding, int other) {
    for (int at = finding; at != NONE; at = causes[at]) {
      if (at == other) {
        return true;
      }
    }
    return false;
  }

  /** The findings right below a cause, each with its own symptoms, ranked. */
  private List<Finding> under(int cause) {
    List<Finding> below = new ArrayList<>();
    for (int i = 0; i < causes.length; i++) {
      if (causes[i] == cause) {
        List<Finding> symptoms = under(i);
        Finding finding = ranked.get(i).finding();
        below.add(symptoms.isEmpty() ? finding : finding.withSymptoms(symptoms));
      }
    }
    below.sort(Ranking.ORDER);
    return List.copyOf(below);
  }
}
