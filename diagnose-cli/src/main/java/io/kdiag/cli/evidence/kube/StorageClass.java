package io.kdiag.cli.evidence.kube;

/** A storage.k8s.io/v1 StorageClass. {@code volumeBindingMode}: Immediate where empty. */
public record StorageClass(
    Meta metadata,
    String provisioner,
    String volumeBindingMode,
    String reclaimPolicy,
    boolean allowVolumeExpansion)
    implements KubeObject {
  public StorageClass {
    metadata = metadata == null ? Meta.none() : metadata;
    provisioner = Given.text(provisioner);
    volumeBindingMode = Given.text(volumeBindingMode);
    reclaimPolicy = Given.text(reclaimPolicy);
  }

  @Override
  public Kind kind() {
    return Kind.STORAGE_CLASS;
  }

  /** Whether claims that name no class get this one. */
  public boolean isDefault() {
    var annotations = metadata.annotations();
    return "true".equals(annotations.get("storageclass.kubernetes.io/is-default-class"))
        || "true".equals(annotations.get("storageclass.beta.kubernetes.io/is-default-class"));
  }
}
