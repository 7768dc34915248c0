package io.kdiag.cli.evidence.kube;

/** A v1 Secret: its type and the names of its keys, never a value. */
public record Secret(Meta metadata, String type, Keys data) implements KubeObject {
  public Secret {
    metadata = metadata == null ? Meta.none() : metadata;
    type = Given.text(type);
    data = data == null ? Keys.none() : data;
  }

  @Override
  public Kind kind() {
    return Kind.SECRET;
  }

  public boolean has(String key) {
    return data.contains(key);
  }
}
