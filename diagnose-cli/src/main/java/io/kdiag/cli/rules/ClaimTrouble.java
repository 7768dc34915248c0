package io.kdiag.cli.rules;

import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Amount;
import io.kdiag.cli.evidence.kube.Claim;
import io.kdiag.cli.evidence.kube.Event;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.PersistentVolume;
import io.kdiag.cli.evidence.kube.Reference;
import io.kdiag.cli.evidence.kube.StorageClass;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why a claim that is not bound gets no volume. */
final class ClaimTrouble {
  private final ClusterEvidence cluster;
  private final Claim claim;

  private ClaimTrouble(ClusterEvidence cluster, Claim claim) {
    this.cluster = cluster;
    this.claim = claim;
  }

  /** Empty where nothing is wrong or nothing is known. */
  static String of(ClusterEvidence cluster, Claim claim, boolean used) {
    return new ClaimTrouble(cluster, claim).why(used);
  }

  private String why(boolean used) {
    if (claim.status().phase().equals("Lost")) {
      return "its volume " + claim.spec().volumeName() + " is lost: it was deleted";
    }
    if (!claim.spec().volumeName().isEmpty()) {
      return ofNamed(claim.spec().volumeName());
    }
    String name = claim.spec().storageClassName();
    if (!cluster.objects().complete(Kind.STORAGE_CLASS, "")) {
      return failed();
    }
    if (name == null) {
      return defaultClass() == null
          ? "it names no class, and the cluster has no default one" + others()
          : "";
    }
    StorageClass storage =
        cluster.objects().find(Kind.STORAGE_CLASS, "", name) instanceof StorageClass found
            ? found
            : null;
    if (storage == null) {
      return name.isEmpty() || hasVolumes(name)
          ? fitting(name)
          : "its class " + name + " does not exist" + classes();
    }
    boolean waits = storage.volumeBindingMode().equals("WaitForFirstConsumer");
    if (waits && !used) {
      return "";
    }
    if (storage.provisioner().equals("kubernetes.io/no-provisioner")) {
      return "nobody makes volumes of class " + name + ": " + fitting(name);
    }
    String failed = failed();
    if (!failed.isEmpty()) {
      return failed;
    }
    return external()
        ? "provisioner "
            + storage.provisioner()
            + " of class "
            + name
            + " makes none: it does not run, or cannot"
        : "";
  }

  private String ofNamed(String name) {
    if (cluster.objects().absent(Kind.VOLUME, "", name)) {
      return "it asks for volume " + name + ", which does not exist";
    }
    if (cluster.objects().find(Kind.VOLUME, "", name) instanceof PersistentVolume volume) {
      String misfit = misfit(volume);
      return misfit.isEmpty() ? "" : "it asks for volume " + name + ", " + misfit;
    }
    return "";
  }

  private @Nullable StorageClass defaultClass() {
    for (StorageClass each : cluster.objects().all(Kind.STORAGE_CLASS, StorageClass.class)) {
      if (each.isDefault()) {
        return each;
      }
    }
    return null;
  }

  private String others() {
    String classes = classes();
    return classes.isEmpty() ? "; " + fitting("") : classes;
  }

  private String classes() {
    List<String> names =
        cluster.objects().all(Kind.STORAGE_CLASS, StorageClass.class).stream()
            .map(StorageClass::name)
            .toList();
    return names.isEmpty()
        ? "; there is no class at all"
        : "; there is " + String.join(", ", names);
  }

  private boolean hasVolumes(String className) {
    return cluster.objects().all(Kind.VOLUME, PersistentVolume.class).stream()
        .anyMatch(volume -> volume.spec().storageClassName().equals(className));
  }

  /** Why none of the volumes of this class fits. */
  private String fitting(String className) {
    if (!cluster.objects().complete(Kind.VOLUME, "")) {
      return "none may fit";
    }
    String nearest = "";
    int count = 0;
    for (PersistentVolume volume : cluster.objects().all(Kind.VOLUME, PersistentVolume.class)) {
      if (volume.spec().storageClassName().equals(className)) {
        count++;
        String misfit = misfit(volume);
        boolean free = !misfit.startsWith("which is bound");
        nearest = nearest.isEmpty() || free ? "volume " + volume.name() + ", " + misfit : nearest;
      }
    }
    return count == 0
        ? "none of the volumes that are there is of " + (className.isEmpty() ? "no class" : "it")
        : "none of the " + count + " volumes of it fits: " + nearest;
  }

  private String misfit(PersistentVolume volume) {
    Reference bound = volume.spec().claimRef();
    boolean mine =
        bound != null
            && bound.name().equals(claim.name())
            && bound.namespace().equals(claim.namespace());
    if (bound != null && !mine) {
      return "which is bound to claim " + bound.namespace() + "/" + bound.name();
    }
    if (!volume.spec().accessModes().containsAll(claim.spec().accessModes())) {
      return "which has access mode "
          + String.join(", ", volume.spec().accessModes())
          + ", not "
          + String.join(", ", claim.spec().accessModes());
    }
    Long has = Amount.of("storage", volume.spec().capacity().get("storage"));
    Map<String, String> requests = claim.spec().resources().requests();
    Long wants = Amount.of("storage", requests.get("storage"));
    if (has != null && wants != null && has < wants) {
      return "which has "
          + Quantities.bytes(has)
          + " where "
          + Quantities.bytes(wants)
          + " are wanted";
    }
    String className = claim.spec().storageClassName();
    if (className != null && !className.equals(volume.spec().storageClassName())) {
      return "which is of class \""
          + volume.spec().storageClassName()
          + "\", not \""
          + className
          + '"';
    }
    var selector = claim.spec().selector();
    if (selector != null && !selector.matches(volume.metadata().labels())) {
      return "which does not have the labels " + selector.text();
    }
    boolean where = volume.spec().nodeAffinity() != null;
    return where ? "which can be had on other nodes only" : "";
  }

  private String failed() {
    for (Event event : cluster.objects().events(claim.object())) {
      boolean ofClass = event.message().contains("storageclass.storage.k8s.io");
      if (event.reason().equals("ProvisioningFailed") && !ofClass) {
        return "its volume cannot be made: " + event.message();
      }
    }
    return "";
  }

  private boolean external() {
    return cluster.objects().events(claim.object()).stream()
        .anyMatch(event -> event.reason().equals("ExternalProvisioning"));
  }
}
