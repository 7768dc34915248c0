package io.kdiag.detector.api;

import java.time.Instant;

/**
 * A condition of a node; {@code status} is {@code True} (there is a problem), {@code False} or
 * {@code Unknown}. Times are whole seconds.
 */
public record NodeCondition(
    String type,
    String status,
    String reason,
    String message,
    Instant lastHeartbeatTime,
    Instant lastTransitionTime) {}
