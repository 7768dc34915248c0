package io.kdiag.cli.engine;

import java.time.Instant;
import java.util.Comparator;

/**
 * What to look at first: the worse, then what fails before what may come to fail, then the surer,
 * then what explains more, then what began earlier; code, object and cause make the order total, so
 * that it never depends on the order in which rules were asked.
 */
final class Ranking {
  private Ranking() {}

  private static final Comparator<Finding> GRAVITY =
      Comparator.comparing(Finding::severity, Comparator.reverseOrder())
          .thenComparing(Finding::latent);

  private static final Comparator<Finding> WEIGHT =
      Comparator.comparing(Finding::confidence, Comparator.reverseOrder())
          .thenComparing(Ranking::explained, Comparator.reverseOrder())
          .thenComparing(Ranking::began)
          .thenComparing(Finding::code)
          .thenComparing(Finding::object)
          .thenComparing(Finding::cause);

  static final Comparator<Finding> ORDER = GRAVITY.thenComparing(WEIGHT);

  /** The same, but of what is alike grave first what is about the subject itself. */
  static Comparator<Finding> closeTo(Related subject) {
    return GRAVITY.thenComparing(subject::isClose, Comparator.reverseOrder()).thenComparing(WEIGHT);
  }

  /** How many findings are folded under it, at any depth. */
  static int explained(Finding finding) {
    int count = finding.symptoms().size();
    for (Finding symptom : finding.symptoms()) {
      count += explained(symptom);
    }
    return count;
  }

  private static Instant began(Finding finding) {
    Instant since = finding.since();
    return since == null ? Instant.MAX : since;
  }
}
