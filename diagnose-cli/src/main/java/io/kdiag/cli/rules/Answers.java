package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.detector.probe.ProbeResult;
import io.kdiag.detector.probe.ProbeResult.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the parts of Kubernetes answered when they were asked how they are. */
final class Answers {
  private Answers() {}

  static List<ProbeResult> of(Evidence evidence, Kind kind) {
    List<ProbeResult> answers = new ArrayList<>();
    for (ProbeResult probe : evidence.host().probes()) {
      if (probe.kind() == kind) {
        answers.add(probe);
      }
    }
    return answers;
  }

  /** The first answer of that kind; null where nobody was asked. */
  static @Nullable ProbeResult first(Evidence evidence, Kind kind) {
    List<ProbeResult> answers = of(evidence, kind);
    return answers.isEmpty() ? null : answers.getFirst();
  }

  /** Whether one of that kind says that it is well. */
  static boolean anyOk(Evidence evidence, Kind kind) {
    for (ProbeResult answer : of(evidence, kind)) {
      if (answer.outcome() == ProbeResult.Outcome.OK) {
        return true;
      }
    }
    return false;
  }

  /** It was asked and is not well. What could not be asked has not failed. */
  static boolean failed(ProbeResult answer) {
    return switch (answer.outcome()) {
      case OK, UNKNOWN -> false;
      case UNHEALTHY, REFUSED, TIMEOUT -> true;
    };
  }

  /** The answer as the end of a sentence: {@code gives no answer within 2.0 s}. */
  static String says(ProbeResult answer) {
    return switch (answer.outcome()) {
      case OK -> "says that it is well";
      case UNHEALTHY -> "says that it is not healthy" + quoted(answer.answer());
      case REFUSED -> "does not listen where it should answer";
      case TIMEOUT -> "gives no answer within " + seconds(answer);
      case UNKNOWN -> "could not be asked";
    };
  }

  static String seconds(ProbeResult answer) {
    return Quantities.seconds(answer.took().toMillis() / 1e3);
  }

  static void quote(Finding.Builder finding, Evidence evidence, ProbeResult answer) {
    finding.evidence(
        evidence.now(),
        answer.target(),
        answer.outcome() + " after " + seconds(answer) + quoted(answer.answer()));
  }

  private static String quoted(String words) {
    String text = words.strip();
    return text.isEmpty() ? "" : ": " + text;
  }
}
