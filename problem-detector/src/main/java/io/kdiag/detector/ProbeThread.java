package io.kdiag.detector;

import io.kdiag.detector.look.Probe;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Takes the probes' looks, each in a thread of its own, so that one that the kernel holds up holds
 * up no other. Each has a place of its own in the interval, made of its name and the node's, so
 * that neither all probes of a node nor all nodes of a cluster look at once. A look that is still
 * under way when the next is due is not taken twice; it is {@link #stuck}.
 */
final class ProbeThread {
  private final List<Place> places = new ArrayList<>();
  private final int own;
  private final String node;
  private final Duration interval;
  private final NodeProblems problems;
  private final DetectorLog log;
  private final InstantSource clock;
  private final Executor executor;

  /** A probe, when it is to look next, and since when it looks; null: it does not just now. */
  private static final class Place {
    private final Probe probe;
    private final AtomicReference<@Nullable Instant> looking = new AtomicReference<>();
    private @Nullable Instant due;

    Place(Probe probe) {
      this.probe = probe;
    }
  }

  ProbeThread(
      List<Probe> probes,
      String node,
      Duration interval,
      NodeProblems problems,
      DetectorLog log,
      InstantSource clock,
      Executor executor) {
    probes.forEach(probe -> places.add(new Place(probe)));
    this.own = probes.size();
    this.node = node;
    this.interval = interval;
    this.problems = problems;
    this.log = log;
    this.clock = clock;
    this.executor = executor;
  }

  /** Begins the looks that are due; how long until the next one is. */
  Duration step() {
    Instant now = clock.instant();
    Instant next = now.plus(interval);
    for (Place place : places()) {
      Duration each = interval(place.probe);
      Instant due = place.due == null ? now.plus(place(place.probe)) : place.due;
      if (!due.isAfter(now)) {
        begin(place, now);
        due = due.plus(each).isAfter(now) ? due.plus(each) : now.plus(each);
      }
      place.due = due;
      next = due.isBefore(next) ? due : next;
    }
    Duration wait = Duration.between(clock.instant(), next);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private void begin(Place place, Instant now) {
    if (!place.looking.compareAndSet(null, now)) {
      log.complain("stuck " + place.probe.name(), place.probe.name() + " does not come back");
      return;
    }
    executor.execute(() -> look(place, now));
  }

  private void look(Place place, Instant now) {
    String name = place.probe.name();
    try {
      place.probe.look(now).forEach(problems::judge);
      log.settle("probe " + name, name + " works again");
    } catch (RuntimeException e) {
      log.complain("probe " + name, name + " failed: " + e);
    } finally {
      place.looking.set(null);
      log.settle("stuck " + name, name + " has come back");
    }
  }

  /** Where in the interval a probe has its place. */
  Duration place(Probe probe) {
    long hash = (node + "/" + probe.name()).hashCode();
    long millis = Math.max(1, interval(probe).toMillis());
    return Duration.ofMillis(Math.floorMod(hash * 0x9e3779b97f4a7c15L, millis));
  }

  private Duration interval(Probe probe) {
    return probe.interval().orElse(interval);
  }

  private synchronized List<Place> places() {
    return List.copyOf(places);
  }

  /** Looks with {@code plugins} from now on, beside the probes it was made with. */
  synchronized void plugins(List<Probe> plugins) {
    places.subList(own, places.size()).clear();
    plugins.forEach(probe -> places.add(new Place(probe)));
  }

  /** The probes whose look has taken longer than {@code patience}. */
  List<String> stuck(Duration patience) {
    List<String> stuck = new ArrayList<>();
    for (Place place : places()) {
      Instant since = place.looking.get();
      if (since != null && since.plus(patience).isBefore(clock.instant())) {
        stuck.add(place.probe.name());
      }
    }
    return stuck;
  }
}
