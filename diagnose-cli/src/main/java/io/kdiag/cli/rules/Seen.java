package io.kdiag.cli.rules;

import io.kdiag.host.Reading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of a reading a rule can use: where nothing was read, nothing can be said. */
final class Seen {
  private Seen() {}

  /** The value, or null where it was absent, unreadable or malformed. */
  static <T> @Nullable T value(Reading<T> reading) {
    return reading instanceof Reading.Present<T>(T value) ? value : null;
  }

  /** The list, empty where it was absent, unreadable or malformed. */
  static <T> List<T> list(Reading<List<T>> reading) {
    return reading instanceof Reading.Present<List<T>>(List<T> value) ? value : List.of();
  }
}
