package io.kdiag.detector;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A problem as found in a log, all its records with the same details folded into one. {@code
 * details} are the pattern's named groups ({@code device=sda, process=java}); {@code lines} are the
 * first and the latest records, at most {@value #LINES}. {@code cleared} is false as long as
 * nothing said that it is over; whether it has been quiet for long enough is for the reader to
 * judge by {@code last}.
 */
public record Occurrence(
    String code,
    Map<String, String> details,
    long count,
    Instant first,
    Instant last,
    boolean cleared,
    List<Line> lines) {
  public static final int LINES = 6;

  public record Line(Instant time, String text) {}
}
