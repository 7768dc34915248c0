package io.kdiag.cli.evidence.kube;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A batch/v1 or v1beta1 CronJob. */
public record CronJob(Meta metadata, Spec spec, Status status) implements KubeObject {
  public CronJob {
    metadata = metadata == null ? Meta.none() : metadata;
    spec = spec == null ? new Spec("", "", "", null, false, null) : spec;
    status = status == null ? new Status(List.of(), null, null) : status;
  }

  @Override
  public Kind kind() {
    return Kind.CRON_JOB;
  }

  /** {@code concurrencyPolicy}: Allow, Forbid or Replace. */
  public record Spec(
      String schedule,
      String timeZone,
      String concurrencyPolicy,
      @Nullable Long startingDeadlineSeconds,
      boolean suspend,
      @Nullable JobTemplate jobTemplate) {
    public Spec {
      schedule = Given.text(schedule);
      timeZone = Given.text(timeZone);
      concurrencyPolicy = Given.text(concurrencyPolicy);
    }
  }

  public record JobTemplate(Job.Spec spec) {
    public JobTemplate {
      spec = spec == null ? Job.Spec.none() : spec;
    }
  }

  public record Status(
      List<Reference> active,
      @Nullable Instant lastScheduleTime,
      @Nullable Instant lastSuccessfulTime) {
    public Status {
      active = Given.list(active);
    }
  }
}
