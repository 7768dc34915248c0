package io.kdiag.cli.evidence.kube;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A v1 PersistentVolume. */
public record PersistentVolume(Meta metadata, Spec spec, Status status) implements KubeObject {
  public PersistentVolume {
    metadata = metadata == null ? Meta.none() : metadata;
    spec = spec == null ? new Spec(Map.of(), List.of(), "", "", "", null, null, null, null) : spec;
    status = status == null ? new Status("", "", "") : status;
  }

  @Override
  public Kind kind() {
    return Kind.VOLUME;
  }

  public record Spec(
      Map<String, String> capacity,
      List<String> accessModes,
      String storageClassName,
      String volumeMode,
      String persistentVolumeReclaimPolicy,
      @Nullable Reference claimRef,
      PodSpec.@Nullable NodeAffinity nodeAffinity,
      Volume.@Nullable Csi csi,
      Volume.@Nullable HostPath hostPath) {
    public Spec {
      capacity = Given.map(capacity);
      accessModes = Given.list(accessModes);
      storageClassName = Given.text(storageClassName);
      volumeMode = Given.text(volumeMode);
      persistentVolumeReclaimPolicy = Given.text(persistentVolumeReclaimPolicy);
    }
  }

  /** {@code phase}: Pending, Available, Bound, Released or Failed. */
  public record Status(String phase, String reason, String message) {
    public Status {
      phase = Given.text(phase);
      reason = Given.text(reason);
      message = Given.text(message);
    }
  }
}
