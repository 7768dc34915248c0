package io.kdiag.detector.document;

import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One problem of a node, as it stands or as it was. {@code condition} is the node condition it
 * sets, if any; {@code cleared} is when it was over, null while it lasts; {@code object} is the pod
 * that has it, null for the node itself. Texts are free of control characters and bounded.
 */
public record ReportedProblem(
    String code,
    @Nullable String condition,
    Severity severity,
    Instant since,
    Instant last,
    @Nullable Instant cleared,
    long count,
    String message,
    @Nullable PodObject object,
    List<Evidence> evidence) {

  /** A pod and, where known (else empty), the container in it and its id. */
  public record PodObject(
      String namespace, String name, String uid, String container, String containerId) {}

  /** Where it was seen, when, and the words. */
  public record Evidence(String source, Instant time, String quote) {}
}
