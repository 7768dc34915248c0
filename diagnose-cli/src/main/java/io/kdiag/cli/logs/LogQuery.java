package io.kdiag.cli.logs;

import com.google.re2j.Pattern;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which lines are wanted. Names may hold {@code *} for any characters; null: all. Regular
 * expressions are RE2's: they take time in proportion to a line, whatever the line.
 *
 * @param previous the run before the present one, where the source tells runs apart
 */
public record LogQuery(
    @Nullable String namespace,
    @Nullable String pod,
    @Nullable String container,
    LogLevel level,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable Pattern wanted,
    @Nullable Pattern unwanted,
    boolean previous) {

  public boolean matchesContainer(String inNamespace, String ofPod, String named) {
    return matches(namespace, inNamespace) && matches(pod, ofPod) && matches(container, named);
  }

  public boolean matches(LogLine line) {
    return isInTime(line.time())
        && (level == LogLevel.TRACE || line.level().compareTo(level) >= 0)
        && (wanted == null || wanted.matcher(line.message()).find())
        && (unwanted == null || !unwanted.matcher(line.message()).find());
  }

  private boolean isInTime(Instant time) {
    return (since == null || !time.isBefore(since)) && (until == null || !time.isAfter(until));
  }

  /** Whether {@code name} is what {@code pattern}, with its stars, stands for. */
  static boolean matches(@Nullable String pattern, String name) {
    if (pattern == null) {
      return true;
    }
    int p = 0;
    int n = 0;
    int star = -1;
    int resumed = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resumed = n;
      } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++resumed;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
