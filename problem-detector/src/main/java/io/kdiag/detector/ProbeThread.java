package io.kdiag.detector;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes the probes' looks, one after another. Each has a place of its own in the interval, made of
 * its name and the node's, so that neither all probes of a node nor all nodes of a cluster look at
 * once.
 */
final class ProbeThread {
  private final List<Probe> probes;
  private final String node;
  private final Duration interval;
  private final NodeProblems problems;
  private final InstantSource clock;
  private final Map<String, Instant> due = new HashMap<>();

  ProbeThread(
      List<Probe> probes,
      String node,
      Duration interval,
      NodeProblems problems,
      InstantSource clock) {
    this.probes = List.copyOf(probes);
    this.node = node;
    this.interval = interval;
    this.problems = problems;
    this.clock = clock;
  }

  /** Takes the looks that are due; how long until the next one is. */
  Duration step() {
    Instant now = clock.instant();
    Instant next = now.plus(interval);
    for (Probe probe : probes) {
      Instant at = due.computeIfAbsent(probe.name(), first -> now.plus(place(probe)));
      if (!at.isAfter(now)) {
        probe.look(now).ifPresent(problems::judge);
        at = at.plus(interval).isAfter(now) ? at.plus(interval) : now.plus(interval);
        due.put(probe.name(), at);
      }
      next = at.isBefore(next) ? at : next;
    }
    Duration wait = Duration.between(clock.instant(), next);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  /** Where in the interval a probe has its place. */
  Duration place(Probe probe) {
    long hash = (node + "/" + probe.name()).hashCode();
    return Duration.ofMillis(Math.floorMod(hash * 0x9e3779b97f4a7c15L, interval.toMillis()));
  }
}
