package io.kdiag.detector;

import io.kdiag.detector.document.ReportedProblem.Evidence;
import io.kdiag.detector.document.ReportedProblem.PodObject;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One problem of one thing (a device, an interface, a process) from its first sign on: how often it
 * struck, its first and its latest words. It is a problem once it has {@link #reached} as many
 * strikes within a time as the catalogue asks for. Not thread-safe.
 */
final class Life {
  final Problem problem;
  final String key;
  final Map<String, String> details = new TreeMap<>();
  final List<Evidence> lines = new ArrayList<>();
  final Deque<Instant> recent = new ArrayDeque<>();
  long count;
  boolean reached;

  /** Only {@link LogScan} goes on with what was cleared. */
  boolean cleared;

  /** Whose it is; null for the node's own. */
  @Nullable PodObject pod;

  Life(Problem problem, String key) {
    this.problem = problem;
    this.key = key;
  }

  Instant first() {
    return lines.getFirst().time();
  }

  Instant last() {
    return lines.getLast().time();
  }

  /** It struck (again). */
  void strike(Map<String, String> event, Evidence line) {
    count++;
    cleared = false;
    Instant time = line.time();
    recent.addLast(time);
    while (recent.size() > problem.atLeast()
        || recent.getFirst().isBefore(time.minus(problem.within()))) {
      recent.removeFirst();
    }
    reached |= recent.size() >= problem.atLeast();
    details.keySet().retainAll(Lives.IDENTITY);
    join(event, line);
  }

  /** Another record of the latest strike. */
  void join(Map<String, String> event, Evidence line) {
    details.putAll(event);
    if (lines.size() == Occurrence.LINES) {
      lines.remove(Occurrence.LINES / 2);
    }
    lines.add(line);
  }

  /** A further record of the same block: what it tells is news only if nothing told it yet. */
  void follow(Map<String, String> more, Evidence line) {
    more.forEach(details::putIfAbsent);
    join(Map.of(), line);
  }

  /** The same under another declaration of its problem. */
  Life under(Problem newer) {
    Life life = new Life(newer, key);
    life.details.putAll(details);
    life.lines.addAll(lines);
    life.recent.addAll(recent);
    life.count = count;
    life.reached = reached;
    life.cleared = cleared;
    life.pod = pod;
    return life;
  }

  /** A probe finds it as it was: not another strike, but it lasts. */
  void still(Evidence line) {
    if (lines.size() > 1) {
      lines.removeLast();
    }
    lines.add(line);
  }
}
