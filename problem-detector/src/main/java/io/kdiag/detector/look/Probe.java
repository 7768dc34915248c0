package io.kdiag.detector.look;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A look at the node, taken now and then; bounded in time, but for what the kernel itself holds up.
 * Never used by two threads at once.
 */
public interface Probe {
  String name();

  /** How often it looks; none: as often as the others. */
  default Optional<Duration> interval() {
    return Optional.empty();
  }

  /** What it finds of each of its problems; a problem that it could not judge is left out. */
  List<Judgement> look(Instant now);
}
