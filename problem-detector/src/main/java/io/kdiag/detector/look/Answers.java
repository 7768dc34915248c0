package io.kdiag.detector.look;

import io.kdiag.detector.look.Judgement.Sighting;
import io.kdiag.detector.probe.ProbeResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a part's answer about its health means for its problem. */
final class Answers {
  private Answers() {}

  /** No judgement where it could not be asked. */
  static List<Judgement> judge(String code, Instant now, ProbeResult result) {
    return switch (result.outcome()) {
      case OK -> List.of(Judgement.none(code, now));
      case UNKNOWN -> List.of();
      case UNHEALTHY, REFUSED, TIMEOUT ->
          List.of(
              Judgement.of(code, now, new Sighting(Map.of(), result.target(), result.answer())));
    };
  }
}
