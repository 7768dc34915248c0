package io.kdiag.detector;

import io.kdiag.detector.document.ReportedProblem;
import io.kdiag.detector.document.ReportedProblem.PodObject;
import io.kdiag.host.Redaction;
import io.kdiag.host.VisibleText;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the detector says of a life: bounded, without secrets and without control characters. */
final class Wording {
  static final int MOST_TEXT = 512;
  private static final int MOST_DETAIL = 256;

  private Wording() {}

  static String quote(String text) {
    return bounded(VisibleText.of(Redaction.redact(bounded(text, 2 * MOST_TEXT))), MOST_TEXT);
  }

  static Map<String, String> details(Map<String, String> details) {
    Map<String, String> bounded = new HashMap<>();
    details.forEach((name, value) -> bounded.put(name, bounded(value, MOST_DETAIL)));
    return bounded;
  }

  /** The catalogue's title, and whose it is. */
  static String message(Life life) {
    PodObject pod = life.pod;
    String title = title(life);
    if (pod == null) {
      return quote(title);
    }
    String name = pod.name().isEmpty() ? pod.uid() : pod.namespace() + "/" + pod.name();
    String container = pod.container().isEmpty() ? "" : ", container " + pod.container();
    return quote(title + " (pod " + name + container + ")");
  }

  /** An imported rule may know of a problem without the details that its title asks for. */
  private static String title(Life life) {
    String said = life.details.get("message");
    String title = life.problem.title();
    return said != null && !DetailText.isFilled(title, life.details)
        ? said
        : DetailText.fill(title, life.details);
  }

  static ReportedProblem report(Life life, @Nullable Instant cleared) {
    return new ReportedProblem(
        life.problem.code(),
        life.problem.condition().orElse(null),
        life.problem.severity(),
        life.first(),
        life.last(),
        cleared,
        life.count,
        message(life),
        life.pod,
        List.copyOf(life.lines));
  }

  private static String bounded(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
