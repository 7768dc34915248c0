package io.kdiag.cli.evidence;

import io.kdiag.cli.evidence.HostEvidence.LogGroup;
import io.kdiag.detector.document.ProblemsDocument;
import io.kdiag.host.Reading;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One node as the cluster sees it: its object, its pods and events from the API server, what its
 * problem detector, Prometheus and Elasticsearch say. Only the fields that rules use.
 *
 * @param source the API server's address
 * @param pods the pods on the node
 * @param events events about the node, newest first
 * @param detected the detector's problems
 * @param logs the last lines of containers in trouble
 * @param usage memory of containers in trouble, by Prometheus
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/">Kubernetes API</a>
 */
public record ClusterEvidence(
    String source,
    NodeObject node,
    List<PodObject> pods,
    List<NodeEvent> events,
    Reading<ProblemsDocument> detected,
    List<ContainerWords> logs,
    List<ContainerMemory> usage) {

  /** A v1 Node. {@code internalIp} is empty where it has none. */
  public record NodeObject(
      String name,
      String kubeletVersion,
      String osImage,
      String kernel,
      String runtime,
      String internalIp,
      boolean unschedulable,
      List<NodeCondition> conditions) {}

  /** An item of {@code status.conditions}. */
  public record NodeCondition(
      String type,
      String status,
      String reason,
      String message,
      @Nullable Instant heartbeat,
      @Nullable Instant transition) {}

  /** A v1 Pod. */
  public record PodObject(
      String namespace,
      String name,
      String uid,
      String phase,
      String owner,
      List<ContainerObject> containers) {}

  /**
   * A container's status and its memory limit ({@code 24Mi}, as written; null: none). {@code
   * waiting} is the reason it waits for, empty where it does not.
   */
  public record ContainerObject(
      String name,
      boolean ready,
      int restarts,
      String waiting,
      String waitingMessage,
      @Nullable Ended ended,
      @Nullable Ended before,
      @Nullable String memoryLimit) {

    /** How it ended last: the present end, or the one before the present run. */
    public @Nullable Ended lastEnd() {
      return ended == null ? before : ended;
    }
  }

  /** A run's end: {@code OOMKilled} and 137. */
  public record Ended(
      String reason, int exitCode, @Nullable Instant started, @Nullable Instant finished) {}

  /** A v1 Event about the node. */
  public record NodeEvent(
      String type, String reason, String message, int count, @Nullable Instant last) {}

  /** Last lines of a container, grouped; {@code source} is where they were read. */
  public record ContainerWords(
      String namespace, String pod, String container, String source, List<LogGroup> lines) {}

  /** The most memory that a container used in the last hour, in bytes. */
  public record ContainerMemory(
      String namespace, String pod, String container, String source, long mostBytes) {}
}
