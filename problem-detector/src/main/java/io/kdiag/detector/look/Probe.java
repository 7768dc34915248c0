package io.kdiag.detector.look;

import java.time.Instant;
import java.util.List;

/**
 * A look at the node, taken now and then; bounded in time, but for what the kernel itself holds up.
 * Never used by two threads at once.
 */
public interface Probe {
  String name();

  /** What it finds of each of its problems; a problem that it could not judge is left out. */
  List<Judgement> look(Instant now);
}
