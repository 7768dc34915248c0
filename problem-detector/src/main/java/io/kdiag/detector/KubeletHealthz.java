package io.kdiag.detector;

import io.kdiag.detector.Judgement.Sighting;
import io.kdiag.detector.probe.HttpProbe;
import io.kdiag.detector.probe.ProbeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks kubelet's health port whether it is well: problem {@code KubeletUnhealthy}. */
record KubeletHealthz(String url, Duration timeout) implements Probe {
  private static final String CODE = "KubeletUnhealthy";

  @Override
  public String name() {
    return "kubelet-healthz";
  }

  @Override
  public Optional<Judgement> look(Instant now) {
    ProbeResult result = HttpProbe.ask(ProbeResult.Kind.KUBELET, url, timeout);
    return switch (result.outcome()) {
      case OK -> Optional.of(new Judgement(CODE, now, List.of()));
      case UNKNOWN -> Optional.empty();
      case UNHEALTHY, REFUSED, TIMEOUT ->
          Optional.of(
              new Judgement(CODE, now, List.of(new Sighting(Map.of(), url, result.answer()))));
    };
  }
}
