package io.kdiag.cli.timeline;

import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.Comparator;

/**
 * Something that happened to {@code object}: once at {@code time}, or {@code count} times from then
 * to {@code last}.
 */
public record Moment(
    Instant time,
    Instant last,
    long count,
    Lane lane,
    Severity severity,
    String object,
    String text,
    String source) {

  /** What kind of thing it is, in the order in which a reader looks for a cause. */
  public enum Lane {
    CHANGE("changes"),
    CONDITION("conditions"),
    KERNEL("kernel"),
    CONTAINER("containers"),
    EVENT("events"),
    LOG("logs"),
    METRIC("metrics");

    private final String title;

    Lane(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  static final Comparator<Moment> OLDEST_FIRST =
      Comparator.comparing(Moment::time)
          .thenComparing(Moment::lane)
          .thenComparing(Moment::object)
          .thenComparing(Moment::text);

  static Moment once(
      Instant time, Lane lane, Severity severity, String object, String text, String source) {
    return new Moment(time, time, 1, lane, severity, object, text, source);
  }

  /** This and another that is alike, as one: of both objects, as often as both. */
  public Moment with(Moment other) {
    int many = others() + 1;
    String first = object.replaceFirst(" and \\d+ more$", "");
    boolean same = first.equals(other.object);
    return new Moment(
        time,
        other.last.isAfter(last) ? other.last : last,
        count + (same ? other.count : 0),
        lane,
        severity,
        same ? object : first + " and " + many + " more",
        text,
        source);
  }

  private int others() {
    int and = object.lastIndexOf(" and ");
    return and > 0 && object.endsWith(" more")
        ? Integer.parseInt(object.substring(and + 5, object.length() - 5))
        : 0;
  }
}
