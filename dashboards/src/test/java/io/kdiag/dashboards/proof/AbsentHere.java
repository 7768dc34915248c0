package io.kdiag.dashboards.proof;

import java.util.Map;
import java.util.Optional;

/** What cannot be there on the test's machines, and why. All else must have data. */
final class AbsentHere {
  private static final String NO_ERROR = "a series comes with its first error; there was none";

  private static final String NO_IO =
      "this kernel counts no block I/O by control group, and the recorded node is older than the family";

  /** Dashboard and panel and target, or rule file and rule, to the reason. */
  private static final Map<String, String> REASONS =
      Map.of(
          "kdiag-agents/Errors of the API server/A", NO_ERROR,
          "kdiag-agents/What could not be read/A", NO_ERROR,
          "kdiag-agents/Parts of control groups skipped/A", NO_ERROR,
          "kdiag-pod/Disk traffic/A", NO_IO,
          "kdiag-pod/Disk traffic/B", NO_IO,
          "kdiag-namespace/Disk traffic by pod/A", NO_IO,
          "kdiag-agents.yaml/KdiagSourceFails", NO_ERROR,
          "kdiag-agents.yaml/KdiagDetectorApiErrors", NO_ERROR,
          "kdiag-agents.yaml/KdiagInfluxdbPointsLost", NO_ERROR);

  private AbsentHere() {}

  static Optional<String> why(String where, String what) {
    return Optional.ofNullable(REASONS.get(where + "/" + what));
  }
}
