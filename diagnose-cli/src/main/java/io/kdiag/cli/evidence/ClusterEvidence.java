package io.kdiag.cli.evidence;

import io.kdiag.cli.evidence.HostEvidence.LogGroup;
import io.kdiag.cli.evidence.kube.ContainerRun;
import io.kdiag.cli.evidence.kube.Event;
import io.kdiag.cli.evidence.kube.KubeObjects;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.detector.document.ProblemsDocument;
import io.kdiag.host.Reading;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster says about a subject: objects and events from the API server, what the problem
 * detectors, Prometheus and Elasticsearch know. Only what the question needs and rules use.
 *
 * @param source the API server's address, or the path that was read instead
 * @param detected the detectors' problems by node, of the nodes that were asked
 * @param logs the last lines of containers in trouble
 * @param usage memory of containers in trouble, by Prometheus
 * @param serverVersion the API server's, {@code v1.20.2}; empty where it was not told
 * @param history the subject node's own, by Prometheus; null where it was not asked
 */
public record ClusterEvidence(
    String source,
    Subject subject,
    KubeObjects objects,
    Map<String, Reading<ProblemsDocument>> detected,
    List<ContainerWords> logs,
    List<ContainerMemory> usage,
    @Nullable NodeHistory history,
    String serverVersion) {

  /** A capture of before the version was asked for has none. */
  @SuppressWarnings("NullAway") // Jackson gives null for a component that the file lacks
  public ClusterEvidence {
    serverVersion = serverVersion == null ? "" : serverVersion;
  }

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

  /** The node that was asked about; null where the question was another. */
  public @Nullable Node node() {
    return objects.find(subject.object()) instanceof Node node ? node : null;
  }

  public List<Pod> pods() {
    return objects.pods();
  }

  /**
   * The events about {@code object} ({@code pod/shop/cart-0}) that tell of trouble, newest first.
   */
  public List<Event> warnings(String object) {
    return objects.warnings(object);
  }

  /** What a node's problem detector says; absent where it was not asked. */
  public Reading<ProblemsDocument> detected(String node) {
    Reading<ProblemsDocument> reading = detected.get(node);
    return reading == null ? Reading.absent("problem detector of " + node) : reading;
  }

  /** A container's last lines; null where none were read. */
  public @Nullable ContainerWords words(ContainerRun container) {
    for (ContainerWords words : logs) {
      if (words.namespace().equals(container.pod().namespace())
          && words.pod().equals(container.pod().name())
          && words.container().equals(container.name())) {
        return words;
      }
    }
    return null;
  }
}
