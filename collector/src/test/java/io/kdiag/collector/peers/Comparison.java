package io.kdiag.collector.peers;

import io.kdiag.collector.peers.Exposed.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Each series of a peer beside its twin of ours, which was read several times around the peer's
 * reading: a counter lies between our first and last, a gauge within 5 % of what ours was
 * meanwhile. What differs or is absent needs a reason from the list.
 */
final class Comparison {
  private static final double TOLERANCE = 0.05;

  /** Why series are not alike. */
  record Reason(String family, Predicate<Series> which, String why) {
    boolean of(Series series) {
      return series.family().matches(family) && which.test(series);
    }
  }

  private final List<Exposed> ours;
  private final List<Reason> absent;
  private final List<Reason> differing;
  private final double slack;
  private final Map<String, Integer> equal = new TreeMap<>();
  private final Map<String, Map<String, Integer>> reasons = new TreeMap<>();
  private final List<String> unexplained = new ArrayList<>();

  /** {@code slack}: how far a gauge may be off whatever its size, such as a page or two. */
  Comparison(List<Exposed> ours, List<Reason> absent, List<Reason> differing, double slack) {
    this.ours = ours;
    this.absent = absent;
    this.differing = differing;
    this.slack = slack;
  }

  void compare(Exposed peer, Predicate<Series> wanted) {
    for (Map.Entry<Series, Double> each : peer.values().entrySet()) {
      if (wanted.test(each.getKey())) {
        compare(each.getKey(), each.getValue(), peer.type(each.getKey().family()));
      }
    }
  }

  private void compare(Series series, double theirs, String type) {
    double least = Double.MAX_VALUE;
    double most = -Double.MAX_VALUE;
    for (Exposed each : ours) {
      Double value = twin(series, each);
      if (value != null) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    if (least > most) {
      note(series, absent, "absent", String.valueOf(theirs));
    } else if (!ours.getLast().type(series.family()).equals(type)) {
      unexplained.add(series + ": its type is " + type);
    } else if (isAlike(theirs, least, most, type)) {
      equal.merge(series.family(), 1, Integer::sum);
    } else {
      note(series, differing, "differing", theirs + ", ours " + least + " to " + most);
    }
  }

  /** The peer may know an image that we cannot. */
  private static @Nullable Double twin(Series series, Exposed ours) {
    Double value = ours.values().get(series);
    if (value != null || series.label("image").isEmpty() || !series.label("container").isEmpty()) {
      return value;
    }
    Map<String, String> labels = new TreeMap<>(series.labels());
    labels.put("image", "");
    return ours.values().get(new Series(series.family(), labels));
  }

  private boolean isAlike(double theirs, double least, double most, String type) {
    if (type.equals("counter")) {
      double rounding = 0.02 + Math.abs(theirs) * 1e-9;
      return theirs >= least - rounding && theirs <= most + rounding;
    }
    double margin = Math.max(slack, Math.abs(theirs) * TOLERANCE);
    return theirs >= least - margin && theirs <= most + margin;
  }

  private void note(Series series, List<Reason> known, String verdict, String values) {
    for (Reason reason : known) {
      if (reason.of(series)) {
        reasons
            .computeIfAbsent(series.family(), any -> new TreeMap<>())
            .merge(verdict + ": " + reason.why(), 1, Integer::sum);
        return;
      }
    }
    unexplained.add(verdict + " " + series.family() + series.labels() + " is " + values);
  }

  List<String> unexplained() {
    return unexplained;
  }

  int equalSeries() {
    return equal.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** A line a family: how many are equal, and why the others are not. */
  String table() {
    StringBuilder table = new StringBuilder();
    TreeMap<String, Boolean> families = new TreeMap<>();
    equal.keySet().forEach(family -> families.put(family, true));
    reasons.keySet().forEach(family -> families.put(family, true));
    for (String family : families.keySet()) {
      table.append("%-50s equal %4d".formatted(family, equal.getOrDefault(family, 0)));
      reasons
          .getOrDefault(family, Map.of())
          .forEach((why, count) -> table.append("; ").append(count).append(' ').append(why));
      table.append('\n');
    }
    unexplained.forEach(each -> table.append("UNEXPLAINED ").append(each).append('\n'));
    return table.toString();
  }
}
