package io.kdiag.detector;

import io.kdiag.detector.document.ReportedProblem.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The lives of all problems, one for each problem and {@link #IDENTITY}, first seen first. Records
 * of one event (the same pid within seconds: an OOM kill prints two) are one strike. Bounded: once
 * there are {@value #MOST}, further things share their problem's one life without identity. Not
 * thread-safe.
 */
final class Lives {
  /** A log is hostile: whoever can write to it could name any number of devices. */
  static final int MOST = 256;

  /**
   * Details that say which thing has the problem; others (pid, sector, address) only describe the
   * event.
   */
  static final Set<String> IDENTITY =
      Set.of(
          "device",
          "interface",
          "process",
          "task_memcg",
          "cgroup",
          "port",
          "table",
          "bus",
          "service",
          "mount",
          "server",
          "part",
          "plugin");

  private static final Duration SAME_EVENT = Duration.ofSeconds(5);

  private final Map<String, Life> lives = new LinkedHashMap<>();

  /** What the latest preceding record of each problem told, until its problem takes it. */
  private final Map<String, Preceding> preceding = new HashMap<>();

  private record Preceding(Instant time, Map<String, String> details) {}

  /** A record that comes before one that shows {@code problem}. */
  void precede(Problem problem, Map<String, String> details, Instant time) {
    preceding.put(problem.code(), new Preceding(time, details));
  }

  /** {@code details} with those of the record that preceded it, if one did just now. */
  Map<String, String> complete(Problem problem, Map<String, String> details, Instant time) {
    Preceding before = problem.precededBy().isEmpty() ? null : preceding.remove(problem.code());
    if (before == null || time.isAfter(before.time.plus(SAME_EVENT))) {
      return details;
    }
    Map<String, String> all = new TreeMap<>(before.details);
    all.putAll(details);
    return all;
  }

  /** The life whose latest strike this line tells more about; null: it is a strike of its own. */
  @Nullable Life join(Problem problem, Map<String, String> details, Evidence line) {
    Life same = sameEvent(problem, details, line.time());
    if (same != null) {
      same.join(details, line);
    }
    return same;
  }

  /** The life of this problem and identity, begun if there is none. */
  Life life(Problem problem, Map<String, String> details) {
    String key = key(problem.code(), details);
    Life life = lives.get(key);
    if (life == null) {
      String bounded = lives.size() < MOST ? key : problem.code();
      life = lives.computeIfAbsent(bounded, ignored -> new Life(problem, bounded));
    }
    return life;
  }

  /** The life of which a strike began within the last seconds; null: none did. */
  @Nullable Life begun(Problem problem, Map<String, String> details, Instant time) {
    for (Life life : agreeing(problem, details)) {
      if (!time.isAfter(life.last().plus(SAME_EVENT))) {
        return life;
      }
    }
    return null;
  }

  private @Nullable Life sameEvent(Problem problem, Map<String, String> details, Instant time) {
    if (!problem.followedBy().isEmpty()) {
      return begun(problem, details, time);
    }
    String pid = details.get("pid");
    if (pid == null) {
      return null;
    }
    for (Life life : lives.values()) {
      if (life.problem.code().equals(problem.code())
          && pid.equals(life.details.get("pid"))
          && !time.isAfter(life.last().plus(SAME_EVENT))) {
        return life;
      }
    }
    return null;
  }

  /** The problem's lives that do not differ from {@code details} in what both know. */
  List<Life> agreeing(Problem problem, Map<String, String> details) {
    List<Life> agreeing = new ArrayList<>();
    for (Life life : lives.values()) {
      if (life.problem.code().equals(problem.code()) && agree(life.details, details)) {
        agreeing.add(life);
      }
    }
    return agreeing;
  }

  static boolean agree(Map<String, String> one, Map<String, String> other) {
    for (Map.Entry<String, String> entry : other.entrySet()) {
      String value = one.get(entry.getKey());
      if (IDENTITY.contains(entry.getKey()) && value != null && !value.equals(entry.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static String key(String code, Map<String, String> details) {
    StringBuilder key = new StringBuilder(code);
    for (Map.Entry<String, String> entry : details.entrySet()) {
      if (IDENTITY.contains(entry.getKey())) {
        key.append('\0').append(entry.getKey()).append('=').append(entry.getValue());
      }
    }
    return key.toString();
  }

  void put(Life life) {
    lives.put(life.key, life);
  }

  void remove(Life life) {
    lives.remove(life.key);
  }

  Collection<Life> all() {
    return Collections.unmodifiableCollection(lives.values());
  }
}
