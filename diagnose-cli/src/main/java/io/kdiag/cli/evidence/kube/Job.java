package io.kdiag.cli.evidence.kube;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A batch/v1 Job. */
public record Job(Meta metadata, Spec spec, Status status) implements Workload {
  public Job {
    metadata = metadata == null ? Meta.none() : metadata;
    spec = spec == null ? Spec.none() : spec;
    status = status == null ? new Status(0, 0, 0, null, null, List.of()) : status;
  }

  @Override
  public Kind kind() {
    return Kind.JOB;
  }

  public record Spec(
      @Nullable Integer parallelism,
      @Nullable Integer completions,
      @Nullable Integer backoffLimit,
      @Nullable Long activeDeadlineSeconds,
      boolean suspend,
      LabelSelector selector,
      PodTemplate template) {
    public Spec {
      selector = selector == null ? LabelSelector.everything() : selector;
      template = template == null ? PodTemplate.none() : template;
    }

    static Spec none() {
      return new Spec(
          null, null, null, null, false, LabelSelector.everything(), PodTemplate.none());
    }
  }

  public record Status(
      int active,
      int succeeded,
      int failed,
      @Nullable Instant startTime,
      @Nullable Instant completionTime,
      List<Condition> conditions) {
    public Status {
      conditions = Given.list(conditions);
    }
  }

  @Override
  public int wanted() {
    Integer parallelism = spec.parallelism();
    return parallelism == null ? 1 : parallelism;
  }

  @Override
  public int readyPods() {
    return status.active();
  }

  @Override
  public LabelSelector selector() {
    return spec.selector();
  }

  @Override
  public PodTemplate template() {
    return spec.template();
  }

  @Override
  public List<Condition> conditions() {
    return status.conditions();
  }
}
