package io.kdiag.detector;

import java.time.Instant;
import java.util.Optional;

/** A look at the node, taken now and then; bounded in time. */
interface Probe {
  String name();

  /** What it finds; none where it could not look. */
  Optional<Judgement> look(Instant now);
}
