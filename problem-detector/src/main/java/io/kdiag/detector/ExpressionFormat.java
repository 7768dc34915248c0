package io.kdiag.detector;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.kdiag.detector.npd.GoLayout;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines of which two expressions take time and message: their last group, or all they match. */
final class ExpressionFormat implements LineFormat {
  private final Pattern timestamp;
  private final Pattern message;
  private final List<String> skipped;
  private final GoLayout layout;

  ExpressionFormat(String timestamp, String message, List<String> skipped, GoLayout layout) {
    this.timestamp = Pattern.compile(timestamp);
    this.message = Pattern.compile(message);
    this.skipped = List.copyOf(skipped);
    this.layout = layout;
  }

  @Override
  public @Nullable Timed parse(String line, Instant now) {
    if (skipped.stream().anyMatch(line::contains)) {
      return null;
    }
    String time = taken(timestamp, line);
    String text = taken(message, line);
    Instant instant = time == null ? null : layout.parse(time, now);
    return instant == null || text == null ? null : new Timed(instant, text);
  }

  private static @Nullable String taken(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    return matcher.find() ? matcher.group(matcher.groupCount()) : null;
  }
}
