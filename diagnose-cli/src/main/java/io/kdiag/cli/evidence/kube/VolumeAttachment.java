package io.kdiag.cli.evidence.kube;

import org.jspecify.annotations.Nullable;

/** A storage.k8s.io/v1 VolumeAttachment: which volume is, or is to be, attached to which node. */
public record VolumeAttachment(Meta metadata, Spec spec, Status status) implements KubeObject {
  public VolumeAttachment {
    metadata = metadata == null ? Meta.none() : metadata;
    spec = spec == null ? new Spec("", "", null) : spec;
    status = status == null ? new Status(false, null) : status;
  }

  @Override
  public Kind kind() {
    return Kind.VOLUME_ATTACHMENT;
  }

  public record Spec(String attacher, String nodeName, @Nullable Source source) {
    public Spec {
      attacher = Given.text(attacher);
      nodeName = Given.text(nodeName);
    }
  }

  public record Source(String persistentVolumeName) {
    public Source {
      persistentVolumeName = Given.text(persistentVolumeName);
    }
  }

  public record Status(boolean attached, @Nullable Failure attachError) {}

  public record Failure(String message) {
    public Failure {
      message = Given.text(message);
    }
  }
}
