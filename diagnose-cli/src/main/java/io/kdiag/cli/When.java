package io.kdiag.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time as typed: how long ago ({@code 90s}, {@code 10m}, {@code 2h}, {@code 3d}) or when. */
record When(@Nullable Duration ago, @Nullable Instant at) {

  Instant before(Instant now) {
    return at != null ? at : ago != null ? now.minus(ago) : now;
  }

  static @Nullable Instant of(@Nullable When when, Instant now) {
    return when == null ? null : when.before(now);
  }

  static final class Converter implements ITypeConverter<When> {
    @Override
    public When convert(String value) {
      Duration ago = span(value);
      if (ago != null) {
        return new When(ago, null);
      }
      try {
        return new When(null, Instant.parse(value));
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "expected a time such as 10m, 2h, 3d or 2026-01-02T03:04:05Z, found '" + value + "'");
      }
    }
  }

  /** Null where it is none. */
  private static @Nullable Duration span(String value) {
    if (!value.matches("\\d{1,6}[smhd]")) {
      return null;
    }
    long number = Long.parseLong(value, 0, value.length() - 1, 10);
    return switch (value.charAt(value.length() - 1)) {
      case 's' -> Duration.ofSeconds(number);
      case 'm' -> Duration.ofMinutes(number);
      case 'h' -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
