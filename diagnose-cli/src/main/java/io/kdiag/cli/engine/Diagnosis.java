package io.kdiag.cli.engine;

import io.kdiag.cli.evidence.Evidence.NotChecked;
import io.kdiag.detector.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The engine's answer: findings, the one to look at first at the top, and what was not checked.
 * {@code history} are causes that were seen and do not hold any more.
 *
 * @param subject what was looked at: {@code node/k8s-node-1}
 * @param about the subject in a line: operating system, kernel, time since boot
 * @param checked the codes of the rules that ran, sorted
 */
public record Diagnosis(
    String apiVersion,
    String kind,
    String subject,
    String about,
    Instant now,
    Duration window,
    List<Finding> findings,
    List<Finding> history,
    List<String> checked,
    List<NotChecked> notChecked) {

  public static final String API_VERSION = "kdiag.io/v1";
  public static final String KIND = "Diagnosis";

  /** The worst of the findings; INFO where nothing is wrong. */
  public Severity worst() {
    Severity worst = Severity.INFO;
    for (Finding finding : findings) {
      worst = finding.severity().compareTo(worst) > 0 ? finding.severity() : worst;
    }
    return worst;
  }
}
