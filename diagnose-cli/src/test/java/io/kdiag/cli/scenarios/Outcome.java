package io.kdiag.cli.scenarios;

import java.util.List;

/**
 * What came of a scenario.
 *
 * @param rank of the right finding in the last run; 0: not found
 * @param seconds from the injection until it was first
 * @param healed whether the finding went after the fault was undone; also true where nothing undoes
 *     it but deleting
 */
record Outcome(
    Scenario scenario,
    int rank,
    long seconds,
    boolean healed,
    List<Answer.Found> falseCritical,
    Answer answer,
    String failure) {

  boolean right() {
    return rank == 1 && healed && falseCritical.isEmpty() && failure.isEmpty();
  }

  String line() {
    String first = answer.found().isEmpty() ? "nothing" : answer.found().getFirst().toString();
    return "%-34s %s %3d s  %s%s%s%s"
        .formatted(
            scenario.name(),
            rank == 1 ? "right  " : rank == 0 ? "MISSED " : "rank " + rank + " ",
            seconds,
            first,
            healed ? "" : "  STAYS AFTER HEALING",
            falseCritical.isEmpty() ? "" : "  FALSE CRITICAL " + falseCritical,
            failure.isEmpty() ? "" : "  FAILED: " + failure);
  }
}
