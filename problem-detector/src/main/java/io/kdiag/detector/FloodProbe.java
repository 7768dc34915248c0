package io.kdiag.detector;

import io.kdiag.detector.look.Judgement;
import io.kdiag.detector.look.Judgement.Sighting;
import io.kdiag.detector.look.Probe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks how fast the logs grow: problem {@code LogFlood}, for each source above 500 lines/s. */
final class FloodProbe implements Probe {
  private static final long LINES_PER_SECOND = 500;
  private final NodeProblems problems;
  private Map<String, Long> before = Map.of();
  private Instant at = Instant.EPOCH;

  FloodProbe(NodeProblems problems) {
    this.problems = problems;
  }

  @Override
  public String name() {
    return "log-flood";
  }

  @Override
  public List<Judgement> look(Instant now) {
    Map<String, Long> counts = problems.recordCounts();
    List<Sighting> sightings = new ArrayList<>();
    long millis = Math.max(1, Duration.between(at, now).toMillis());
    new TreeMap<>(counts)
        .forEach(
            (source, count) -> {
              long rate = (count - before.getOrDefault(source, count)) * 1000 / millis;
              if (rate > LINES_PER_SECOND / 2) {
                String text = rate + " lines/s in the last " + millis / 1000 + " s";
                Map<String, String> details = Map.of("part", source, "rate", String.valueOf(rate));
                sightings.add(new Sighting(details, source, text, rate > LINES_PER_SECOND));
              }
            });
    before = new HashMap<>(counts);
    at = now;
    return List.of(new Judgement("LogFlood", now, sightings));
  }
}
