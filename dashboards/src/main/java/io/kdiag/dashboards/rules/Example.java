package io.kdiag.dashboards.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * The series of an alert's unit test: an hour that is just not bad, then a bad time, then good
 * again. Values are a minute apart.
 *
 * @param fires how many minutes after the alert's {@code for} is over it is looked at
 * @param ofNode whether the alert names a node, as all but one do
 */
record Example(List<Series> series, int fires, boolean ofNode) {
  private static final int FIRES = 50;

  Example {
    series = List.copyOf(series);
  }

  static Example of() {
    return new Example(List.of(), FIRES, true);
  }

  /** A gauge's value in good and in bad times; {@code _} is no value. */
  Example gauge(String series, String good, String bad) {
    return gauge(series, good, bad, good);
  }

  /** A gauge with a value of its own for the time after. */
  Example gauge(String series, String good, String bad, String after) {
    return with(new Gauge(series, good, bad, after));
  }

  /** A gauge that is 1, in bad times 0 and 1 by turns. */
  Example flapping(String series) {
    return with(new Flapping(series));
  }

  /** A gauge that stays the same. */
  Example gauge(String series, String always) {
    return gauge(series, always, always);
  }

  /** What a counter grows by in a minute of good and of bad times. */
  Example counter(String series, long good, long bad) {
    return with(new Counter(series, good, bad));
  }

  Example firesAfter(int minutes) {
    return new Example(series, minutes, ofNode);
  }

  Example clusterWide() {
    return new Example(series, fires, false);
  }

  private Example with(Series added) {
    List<Series> all = new ArrayList<>(series);
    all.add(added);
    return new Example(all, fires, ofNode);
  }

  /** One series, its name with its labels. */
  sealed interface Series {
    String name();

    /** The values in promtool's notation, so many minutes of each time. */
    String values(int goodMinutes, int badMinutes, int afterMinutes);
  }

  private record Gauge(String name, String good, String bad, String after) implements Series {
    @Override
    public String values(int goodMinutes, int badMinutes, int afterMinutes) {
      return same(good, goodMinutes)
          + " "
          + same(bad, badMinutes)
          + " "
          + same(after, afterMinutes);
    }

    private static String same(String value, int minutes) {
      return value + "x" + (value.equals("_") ? minutes : minutes - 1);
    }
  }

  private record Flapping(String name) implements Series {
    @Override
    public String values(int goodMinutes, int badMinutes, int afterMinutes) {
      return "1x"
          + (goodMinutes - 1)
          + " 0 1".repeat(badMinutes / 2)
          + " 1x"
          + (afterMinutes - 1 + badMinutes % 2);
    }
  }

  private record Counter(String name, long good, long bad) implements Series {
    @Override
    public String values(int goodMinutes, int badMinutes, int afterMinutes) {
      long turned = good * (goodMinutes - 1);
      long over = turned + bad * badMinutes;
      return String.join(
          " ",
          rising(0, good, goodMinutes),
          rising(turned + bad, bad, badMinutes),
          rising(over + good, good, afterMinutes));
    }

    private static String rising(long from, long by, int minutes) {
      return from + "+" + by + "x" + (minutes - 1);
    }
  }
}
