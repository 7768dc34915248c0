package io.kdiag.cli.render;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as people read them at night, in UTC, seen from one moment that is "now". */
public final class TimeText {
  private final Instant now;

  public TimeText(Instant now) {
    this.now = now;
  }

  /** {@code 2026-01-02 03:04:05 UTC}. */
  public static String full(Instant time) {
    return dateAndTime(time) + " UTC";
  }

  /** {@code 03:04:05} on the day of now, {@code 2026-01-01 23:59:59} on another. */
  public String brief(Instant time) {
    String both = dateAndTime(time);
    return both.regionMatches(0, dateAndTime(now), 0, 10) ? both.substring(11) : both;
  }

  /** {@code 13 minutes ago}, {@code in 3 days}. */
  public String ago(Instant time) {
    Duration age = Duration.between(time, now);
    if (age.abs().toSeconds() < 1) {
      return "now";
    }
    return age.isNegative() ? "in " + span(age.negated()) : span(age) + " ago";
  }

  /** The largest unit that fits at least twice, so that little is lost by rounding down. */
  public static String span(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 120) {
      return count(seconds, "second");
    }
    if (seconds < 2 * 3600) {
      return count(seconds / 60, "minute");
    }
    return seconds < 2 * 86_400 ? count(seconds / 3600, "hour") : count(seconds / 86_400, "day");
  }

  public static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static String dateAndTime(Instant time) {
    String iso = time.truncatedTo(ChronoUnit.SECONDS).toString();
    return iso.replace('T', ' ').replace("Z", "");
  }
}
