package io.kdiag.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A duration as typed: a whole number and a unit, {@code 500ms}, {@code 10s}, {@code 1m}. */
final class DurationConverter implements ITypeConverter<Duration> {
  static final Duration LONGEST = Duration.ofMinutes(5);

  @Override
  public Duration convert(String value) {
    int digits = 0;
    while (digits < value.length() && value.charAt(digits) >= '0' && value.charAt(digits) <= '9') {
      digits++;
    }
    if (digits == 0 || digits > 6) {
      throw refused(value);
    }
    long number = Long.parseLong(value, 0, digits, 10);
    Duration duration =
        switch (value.substring(digits)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          default -> throw refused(value);
        };
    if (duration.compareTo(LONGEST) > 0) {
      throw refused(value);
    }
    return duration;
  }

  private static TypeConversionException refused(String value) {
    return new TypeConversionException(
        "expected a duration from 0s to 5m such as 10s, found '" + value + "'");
  }
}
