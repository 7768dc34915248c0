package io.kdiag.host.cgroup;

import io.kdiag.host.Reading;

/**
 * A part of a cgroup cannot be had because one of its files gave no value; the reading says why.
 */
final class MissingPartException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Reading<?> outcome;

  MissingPartException(Reading<?> outcome) {
    super(null, null, false, false);
    this.outcome = outcome;
  }

  /** The outcome of the file as the outcome of the part. */
  <T> Reading<T> part() {
    return switch (outcome) {
      case Reading.Present<?> present -> throw new IllegalStateException(present.toString());
      case Reading.Absent<?>(String source) -> Reading.absent(source);
      case Reading.Unreadable<?>(String source, String reason) ->
          Reading.unreadable(source, reason);
      case Reading.Malformed<?>(String source, String problem) ->
          Reading.malformed(source, problem);
    };
  }
}
