package io.kdiag.host;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What came of reading one thing: a value, or one of three typed ways of not having it. A number
 * that could not be read is never 0 and never null.
 */
public sealed interface Reading<T> {

  /** The value, read whole and parsed. */
  record Present<T>(T value) implements Reading<T> {}

  /** This machine or kernel has no such thing; {@code source} is the path or call that says so. */
  record Absent<T>(String source) implements Reading<T> {}

  /** It is there and may not or cannot be read; {@code reason} is the system's word for why. */
  record Unreadable<T>(String source, String reason) implements Reading<T> {}

  /**
   * It was read and is not what its document says; {@code problem} names line, expectation and what
   * came.
   */
  record Malformed<T>(String source, String problem) implements Reading<T> {}

  static <T> Reading<T> present(T value) {
    return new Present<>(value);
  }

  static <T> Reading<T> absent(String source) {
    return new Absent<>(source);
  }

  static <T> Reading<T> unreadable(String source, String reason) {
    return new Unreadable<>(source, reason);
  }

  static <T> Reading<T> malformed(String source, String problem) {
    return new Malformed<>(source, problem);
  }

  /** The value where there is one. */
  default Optional<T> optional() {
    return this instanceof Present<T>(T value) ? Optional.of(value) : Optional.empty();
  }

  /** The same outcome with another value. */
  default <R> Reading<R> map(Function<? super T, ? extends R> function) {
    return switch (this) {
      case Present<T>(T value) -> new Present<>(function.apply(value));
      case Absent<T>(String source) -> new Absent<>(source);
      case Unreadable<T>(String source, String reason) -> new Unreadable<>(source, reason);
      case Malformed<T>(String source, String problem) -> new Malformed<>(source, problem);
    };
  }

  /** What {@code next} makes of the value, or this outcome where there is no value. */
  default <R> Reading<R> flatMap(Function<? super T, Reading<R>> next) {
    return switch (this) {
      case Present<T>(T value) -> next.apply(value);
      case Absent<T>(String source) -> new Absent<>(source);
      case Unreadable<T>(String source, String reason) -> new Unreadable<>(source, reason);
      case Malformed<T>(String source, String problem) -> new Malformed<>(source, problem);
    };
  }

  /** This, or {@code other} where this machine has no such thing. */
  default Reading<T> orIfAbsent(Supplier<Reading<T>> other) {
    return this instanceof Absent<T> ? other.get() : this;
  }
}
