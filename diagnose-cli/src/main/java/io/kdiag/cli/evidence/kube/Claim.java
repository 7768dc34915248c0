package io.kdiag.cli.evidence.kube;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A v1 PersistentVolumeClaim. */
public record Claim(Meta metadata, Spec spec, Status status) implements KubeObject {
  public Claim {
    metadata = metadata == null ? Meta.none() : metadata;
    spec = spec == null ? Spec.none() : spec;
    status = status == null ? new Status("", List.of(), Map.of(), List.of()) : status;
  }

  @Override
  public Kind kind() {
    return Kind.CLAIM;
  }

  /** {@code storageClassName}: null is the default class, empty is none. */
  public record Spec(
      List<String> accessModes,
      @Nullable String storageClassName,
      String volumeName,
      String volumeMode,
      @Nullable LabelSelector selector,
      Container.Resources resources) {
    public Spec {
      accessModes = Given.list(accessModes);
      volumeName = Given.text(volumeName);
      volumeMode = Given.text(volumeMode);
      resources = resources == null ? Container.Resources.NONE : resources;
    }

    static Spec none() {
      return new Spec(List.of(), null, "", "", null, Container.Resources.NONE);
    }
  }

  /** {@code phase}: Pending, Bound or Lost. */
  public record Status(
      String phase,
      List<String> accessModes,
      Map<String, String> capacity,
      List<Condition> conditions) {
    public Status {
      phase = Given.text(phase);
      accessModes = Given.list(accessModes);
      capacity = Given.map(capacity);
      conditions = Given.list(conditions);
    }
  }
}
