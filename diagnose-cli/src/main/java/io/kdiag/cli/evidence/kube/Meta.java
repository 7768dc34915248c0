package io.kdiag.cli.evidence.kube;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code metadata} of any object. Of its annotations only those are kept that are known to hold no
 * secret: what was last applied, for one, holds all that was.
 */
public record Meta(
    String name,
    String namespace,
    String uid,
    @Nullable Instant creationTimestamp,
    @Nullable Instant deletionTimestamp,
    long deletionGracePeriodSeconds,
    long generation,
    Map<String, String> labels,
    Map<String, String> annotations,
    List<OwnerReference> ownerReferences,
    List<String> finalizers) {

  private static final Set<String> KEPT =
      Set.of(
          "deployment.kubernetes.io/revision",
          "kubernetes.io/change-cause",
          "kubectl.kubernetes.io/restartedAt",
          "kubernetes.io/ingress.class",
          "kubernetes.io/psp",
          "kubernetes.io/config.mirror",
          "ingressclass.kubernetes.io/is-default-class",
          "storageclass.kubernetes.io/is-default-class",
          "storageclass.beta.kubernetes.io/is-default-class",
          "volume.kubernetes.io/selected-node",
          "volume.kubernetes.io/storage-provisioner",
          "volume.beta.kubernetes.io/storage-provisioner",
          "pv.kubernetes.io/provisioned-by",
          "cluster-autoscaler.kubernetes.io/safe-to-evict",
          "cluster-autoscaler.kubernetes.io/scale-down-disabled",
          "autoscaling.alpha.kubernetes.io/conditions",
          "control-plane.alpha.kubernetes.io/leader",
          "service.kubernetes.io/topology-aware-hints",
          "node.alpha.kubernetes.io/ttl",
          "kdiag.io/logs-exclude");

  public Meta {
    name = Given.text(name);
    namespace = Given.text(namespace);
    uid = Given.text(uid);
    labels = Given.map(labels);
    annotations = kept(annotations);
    ownerReferences = Given.list(ownerReferences);
    finalizers = Given.list(finalizers);
  }

  private static Map<String, String> kept(@Nullable Map<String, String> annotations) {
    if (annotations == null || annotations.isEmpty()) {
      return Map.of();
    }
    Map<String, String> kept = new TreeMap<>(annotations);
    kept.keySet().retainAll(KEPT);
    return Given.map(kept);
  }

  /** {@code controller}: it is the one that makes and deletes the object. */
  public record OwnerReference(String kind, String name, String uid, boolean controller) {
    public OwnerReference {
      kind = Given.text(kind);
      name = Given.text(name);
      uid = Given.text(uid);
    }
  }

  /** The owner that controls it; null where it is its own master. */
  public @Nullable OwnerReference controller() {
    for (OwnerReference owner : ownerReferences) {
      if (owner.controller()) {
        return owner;
      }
    }
    return ownerReferences.isEmpty() ? null : ownerReferences.getFirst();
  }

  /** Of an object without any. */
  public static Meta none() {
    return new Meta("", "", "", null, null, 0, 0, Map.of(), Map.of(), List.of(), List.of());
  }
}
