package io.kdiag.cli.evidence.kube;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A v1 Pod. */
public record Pod(Meta metadata, PodSpec spec, Status status) implements KubeObject {
  public Pod {
    metadata = metadata == null ? Meta.none() : metadata;
    spec = spec == null ? PodSpec.none() : spec;
    status = status == null ? Status.none() : status;
  }

  @Override
  public Kind kind() {
    return Kind.POD;
  }

  /**
   * How it is.
   *
   * @param reason why it failed as a whole ({@code Evicted}); {@code startTime} is when kubelet
   *     took it on
   */
  public record Status(
      String phase,
      String reason,
      String message,
      String qosClass,
      String podIP,
      String hostIP,
      String nominatedNodeName,
      @Nullable Instant startTime,
      List<Condition> conditions,
      List<ContainerStatus> initContainerStatuses,
      List<ContainerStatus> containerStatuses) {
    public Status {
      phase = Given.text(phase);
      reason = Given.text(reason);
      message = Given.text(message);
      qosClass = Given.text(qosClass);
      podIP = Given.text(podIP);
      hostIP = Given.text(hostIP);
      nominatedNodeName = Given.text(nominatedNodeName);
      conditions = Given.list(conditions);
      initContainerStatuses = Given.list(initContainerStatuses);
      containerStatuses = Given.list(containerStatuses);
    }

    static Status none() {
      return new Status("", "", "", "", "", "", "", null, List.of(), List.of(), List.of());
    }
  }

  public String phase() {
    return status.phase();
  }

  /** Empty until the scheduler has found one. */
  public String node() {
    return spec.nodeName();
  }

  /** When kubelet took it on; null where it has not yet. */
  public @Nullable Instant started() {
    return status.startTime();
  }

  public @Nullable Instant created() {
    return metadata.creationTimestamp();
  }

  public boolean terminating() {
    return metadata.deletionTimestamp() != null;
  }

  public boolean finished() {
    return status.phase().equals("Succeeded") || status.phase().equals("Failed");
  }

  public @Nullable Condition condition(String type) {
    return Conditions.of(status.conditions(), type);
  }

  public boolean ready() {
    Condition ready = condition("Ready");
    return ready != null && ready.holds();
  }

  /** Whether it is not ready, is on its way out, or one of its containers ended before its time. */
  public boolean unwell() {
    return !status.phase().equals("Succeeded")
        && (terminating()
            || !ready()
            || status.containerStatuses().stream().anyMatch(each -> each.restartCount() > 0)
            || status.initContainerStatuses().stream().anyMatch(each -> each.restartCount() > 0));
  }

  public Map<String, String> labels() {
    return metadata.labels();
  }

  /** What made it, as kubectl names it: {@code ReplicaSet/web-5d8f}; empty where nothing did. */
  public String owner() {
    Meta.OwnerReference owner = metadata.controller();
    return owner == null ? "" : owner.kind() + "/" + owner.name();
  }

  /**
   * Its containers with their states: first those that prepare it, in order, then the others.
   * Containers that have no status yet are there too.
   */
  public List<ContainerRun> containers() {
    List<ContainerRun> runs = new ArrayList<>();
    add(runs, spec.initContainers(), status.initContainerStatuses(), true);
    add(runs, spec.containers(), status.containerStatuses(), false);
    return List.copyOf(runs);
  }

  private void add(
      List<ContainerRun> runs, List<Container> specs, List<ContainerStatus> all, boolean init) {
    for (Container container : specs) {
      ContainerStatus status = ContainerStatus.none(container.name());
      for (ContainerStatus each : all) {
        status = each.name().equals(container.name()) ? each : status;
      }
      runs.add(new ContainerRun(this, container, status, init));
    }
  }

  /**
   * What it requests of {@code resource}, as the scheduler counts: the containers' sum, or the most
   * that one of those that prepare it wants, if more. Units: see {@link Amount}.
   */
  public long requests(String resource) {
    long sum = 0;
    for (Container container : spec.containers()) {
      sum += container.requests(resource);
    }
    long most = 0;
    for (Container container : spec.initContainers()) {
      if (container.restartPolicy().equals("Always")) {
        sum += container.requests(resource);
      } else {
        most = Math.max(most, container.requests(resource));
      }
    }
    Long overhead = Amount.of(resource, spec.overhead().get(resource));
    return Math.max(sum, most) + (overhead == null ? 0 : overhead);
  }
}
