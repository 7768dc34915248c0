package io.kdiag.detector;

import io.kdiag.host.kernellog.KernelRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Folds the records of a log into the problems they show. Records of one problem with the same
 * {@link #IDENTITY} are one occurrence; records of one event (the same pid within seconds: an OOM
 * kill prints two) count once. A record's facility does not matter: what an operator writes to
 * {@code /dev/kmsg} counts like the kernel's own.
 */
public final class LogScan {
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
          "service");

  private static final Duration SAME_EVENT = Duration.ofSeconds(5);

  private final LineMatcher matcher;
  private final Map<String, Fold> folds = new LinkedHashMap<>();

  private LogScan(LineMatcher matcher) {
    this.matcher = matcher;
  }

  /** The catalogue's problems in {@code records} (oldest first), first seen first. */
  public static List<Occurrence> scan(Catalogue catalogue, Iterable<KernelRecord> records) {
    LogScan scan = new LogScan(catalogue.matcher());
    for (KernelRecord record : records) {
      scan.add(record.time(), record.text());
    }
    return scan.occurrences();
  }

  private void add(Instant time, String text) {
    LineMatcher.@Nullable Entry before = null;
    for (LineMatcher.Match match : matcher.match(text)) {
      if (before == null || !saysTheSame(before, match.entry())) {
        before = match.entry();
        if (before.clears()) {
          clear(match);
        } else {
          raise(match, time, text);
        }
      }
    }
  }

  /** A problem's patterns stand from the most telling to the barest: the first one counts. */
  private static boolean saysTheSame(LineMatcher.Entry one, LineMatcher.Entry other) {
    return one.problem().code().equals(other.problem().code()) && one.clears() == other.clears();
  }

  private void raise(LineMatcher.Match match, Instant time, String text) {
    Problem problem = match.entry().problem();
    Fold same = sameEvent(problem, match.details(), time);
    if (same != null) {
      same.join(match.details(), time, text);
      return;
    }
    String key = key(problem.code(), match.details());
    folds.computeIfAbsent(key, ignored -> new Fold(problem)).add(match.details(), time, text);
  }

  private @Nullable Fold sameEvent(Problem problem, Map<String, String> details, Instant time) {
    String pid = details.get("pid");
    if (pid == null) {
      return null;
    }
    for (Fold fold : folds.values()) {
      if (fold.problem.code().equals(problem.code())
          && pid.equals(fold.details.get("pid"))
          && !time.isAfter(fold.last().plus(SAME_EVENT))) {
        return fold;
      }
    }
    return null;
  }

  /** Clears what agrees with all details that both have. */
  private void clear(LineMatcher.Match match) {
    for (Fold fold : folds.values()) {
      if (fold.problem.code().equals(match.entry().problem().code())
          && agree(fold.details, match.details())) {
        fold.cleared = true;
      }
    }
  }

  private static boolean agree(Map<String, String> one, Map<String, String> other) {
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

  private List<Occurrence> occurrences() {
    List<Occurrence> occurrences = new ArrayList<>();
    for (Fold fold : folds.values()) {
      if (fold.reached) {
        occurrences.add(fold.occurrence());
      }
    }
    occurrences.sort(Comparator.comparing(Occurrence::first).thenComparing(Occurrence::code));
    return List.copyOf(occurrences);
  }

  /** One occurrence in the making. */
  private static final class Fold {
    final Problem problem;
    final Map<String, String> details = new TreeMap<>();
    final List<Occurrence.Line> lines = new ArrayList<>();
    final Deque<Instant> recent = new ArrayDeque<>();
    long count;
    boolean reached;
    boolean cleared;

    Fold(Problem problem) {
      this.problem = problem;
    }

    Instant last() {
      return lines.getLast().time();
    }

    void add(Map<String, String> event, Instant time, String text) {
      count++;
      cleared = false;
      recent.addLast(time);
      while (recent.size() > problem.atLeast()
          || recent.getFirst().isBefore(time.minus(problem.within()))) {
        recent.removeFirst();
      }
      reached |= recent.size() >= problem.atLeast();
      join(event, time, text);
    }

    /** Another record of the latest event. */
    void join(Map<String, String> event, Instant time, String text) {
      details.putAll(event);
      if (lines.size() == Occurrence.LINES) {
        lines.remove(Occurrence.LINES / 2);
      }
      lines.add(new Occurrence.Line(time, text));
    }

    Occurrence occurrence() {
      return new Occurrence(
          problem.code(),
          Map.copyOf(details),
          count,
          lines.getFirst().time(),
          last(),
          cleared,
          List.copyOf(lines));
    }
  }
}
