package io.kdiag.detector;

import io.kdiag.detector.api.NodeApi;
import io.kdiag.detector.api.NodeApiException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Tells the API server the node's conditions, when they change and else every heartbeat, and its
 * events. After a failure it waits, longer each time; what it then tells is what holds then. A
 * problem that comes and goes all the time costs a burst of {@value #BURST} patches and then one a
 * second. Used by one thread.
 */
final class NodeReporter {
  static final int BURST = 10;
  private static final Duration REFILL = Duration.ofSeconds(1);
  private static final Duration MOST_BACKOFF = Duration.ofSeconds(60);
  private static final Duration IDLE = Duration.ofSeconds(10);

  /** The API server has not answered for so long: not ready. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final NodeProblems problems;
  private final NodeApi api;
  private final Duration heartbeat;
  private final DetectorMetrics metrics;
  private final DetectorLog log;
  private final InstantSource clock;
  private final RandomGenerator random;

  private boolean adopted;
  private long version;
  private Instant patched = Instant.EPOCH;
  private int patches = BURST;
  private Instant refilled = Instant.EPOCH;
  private int failures;
  private Instant retryAt = Instant.EPOCH;
  private volatile @Nullable Instant failingSince;
  private volatile String failure = "";

  NodeReporter(
      NodeProblems problems,
      NodeApi api,
      Duration heartbeat,
      DetectorMetrics metrics,
      DetectorLog log,
      InstantSource clock,
      RandomGenerator random) {
    this.problems = problems;
    this.api = api;
    this.heartbeat = heartbeat;
    this.metrics = metrics;
    this.log = log;
    this.clock = clock;
    this.random = random;
  }

  /** Does what is due; how long until there may be more, unless there is news before. */
  Duration step() {
    Instant now = clock.instant();
    if (now.isBefore(retryAt)) {
      return Duration.between(now, retryAt);
    }
    try {
      boolean whole = tell(now);
      failures = 0;
      failingSince = null;
      log.settle("api", "the API server answers again");
      return whole ? IDLE : REFILL;
    } catch (NodeApiException e) {
      return failed(e, now);
    }
  }

  /** False where the conditions have to wait for their turn. */
  private boolean tell(Instant now) throws NodeApiException {
    if (!adopted) {
      problems.adopt(api.conditions());
      adopted = true;
    }
    NodeProblems.Standing standing = problems.standing();
    if (!standing.obsolete().isEmpty()) {
      api.remove(standing.obsolete());
      problems.removed(standing.obsolete());
    }
    boolean due = standing.version() != version || !patched.plus(heartbeat).isAfter(now);
    boolean may = due && mayPatch(now);
    if (may) {
      api.patch(standing.conditions());
      version = standing.version();
      patched = now;
    }
    for (NodeProblems.DueEvent e = problems.dueEvent(); e != null; e = problems.dueEvent()) {
      send(e);
    }
    return may || !due;
  }

  private boolean mayPatch(Instant now) {
    long earned = Math.max(0, Duration.between(refilled, now).dividedBy(REFILL));
    if (earned > 0) {
      patches = (int) Math.min(BURST, patches + earned);
      refilled = now;
    }
    return patches > 0 && patches-- > 0;
  }

  /** What will be refused again is given up: an event of a namespace that is gone, say. */
  private void send(NodeProblems.DueEvent due) throws NodeApiException {
    try {
      api.event(due.event());
    } catch (NodeApiException e) {
      if (!e.isFinal()) {
        throw e;
      }
      count(e);
      log.complain("event " + e.status(), "an event was refused: " + e.getMessage());
    }
    problems.told(due);
  }

  private Duration failed(NodeApiException e, Instant now) {
    count(e);
    log.complain("api", "told the API server nothing: " + e.getMessage());
    failure = String.valueOf(e.getMessage());
    if (failingSince == null) {
      failingSince = now;
    }
    long most = Math.min(MOST_BACKOFF.toMillis(), 1000L << Math.min(failures++, 10));
    Duration backoff = Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1));
    retryAt = now.plus(backoff);
    return backoff;
  }

  private void count(NodeApiException e) {
    metrics.apiErrors.labels(e.status() == 0 ? "none" : String.valueOf(e.status())).inc();
  }

  /** Why nothing was told for a while, if so. */
  Optional<String> notReady() {
    Instant since = failingSince;
    return since != null && since.plus(PATIENCE).isBefore(clock.instant())
        ? Optional.of("the API server has taken nothing since " + since + ": " + failure)
        : Optional.empty();
  }
}
