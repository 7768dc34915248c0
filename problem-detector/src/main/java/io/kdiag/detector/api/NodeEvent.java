package io.kdiag.detector.api;

import java.time.Instant;

/**
 * A core/v1 Event on the node or on one of its pods. {@code name} is the same for the same series,
 * so that telling it twice changes nothing.
 */
public record NodeEvent(
    String name,
    Target target,
    String reason,
    String message,
    boolean warning,
    long count,
    Instant first,
    Instant last) {

  /** What an event is about. */
  public sealed interface Target {}

  /** The node that the API is for. */
  public record OnNode() implements Target {}

  /** A pod; {@code container} is empty where it is not known. */
  public record OnPod(String namespace, String name, String uid, String container)
      implements Target {}
}
