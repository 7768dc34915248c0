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
 * @param events about the node and about its pods in trouble, newest first
 * @param detected the detector's problems
 * @param logs the last lines of containers in trouble
 * @param usage memory of containers in trouble, by Prometheus
 * @param history the node's own, by Prometheus; null where it was not asked
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/">Kubernetes API</a>
 */
public record ClusterEvidence(
    String source,
    NodeObject node,
    List<PodObject> pods,
    List<ClusterEvent> events,
    Reading<ProblemsDocument> detected,
    List<ContainerWords> logs,
    List<ContainerMemory> usage,
    @Nullable NodeHistory history) {

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

  /** A v1 Pod. {@code started} is when kubelet took it on; null where it has not yet. */
  public record PodObject(
      String namespace,
      String name,
      String uid,
      String phase,
      String owner,
      @Nullable Instant started,
      List<ContainerObject> containers) {

    /** {@code pod/shop/cart-0} */
    public String object() {
      return "pod/" + namespace + "/" + name;
    }
  }

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

  /** A v1 Event about {@code object}: {@code node/k8s-node-1}, {@code pod/shop/cart-0}. */
  public record ClusterEvent(
      String object,
      String type,
      String reason,
      String message,
      int count,
      @Nullable Instant last) {}

  /** Last lines of a container, grouped; {@code source} is where they were read. */
  public record ContainerWords(
      String namespace, String pod, String container, String source, List<LogGroup> lines) {}

  /** The most memory that a container used in the last hour, in bytes. */
  public record ContainerMemory(
      String namespace, String pod, String container, String source, long mostBytes) {}

  /**
   * The node's last hour.
   *
   * @param cpuBusy all processors together, percent, averaged over five minutes each
   * @param memoryAvailable percent of all memory
   * @param mostCpu the pods on it that use most, in cores, averaged over five minutes
   * @param mostMemory the pods on it that use most, in bytes of working set
   */
  public record NodeHistory(
      String source,
      @Nullable Course cpuBusy,
      @Nullable Course memoryAvailable,
      List<PodUse> mostCpu,
      List<PodUse> mostMemory) {}

  /** A quantity now, and its least and most in the last hour. */
  public record Course(double now, double least, double most) {}

  /** What a pod uses of something. */
  public record PodUse(String namespace, String pod, double amount) {}

  /** The events about {@code object} that tell of trouble, newest first. */
  public List<ClusterEvent> warnings(String object) {
    return events.stream()
        .filter(event -> event.object().equals(object) && event.type().equals("Warning"))
        .toList();
  }
}
