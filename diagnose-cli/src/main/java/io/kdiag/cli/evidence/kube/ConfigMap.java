package io.kdiag.cli.evidence.kube;

/** A v1 ConfigMap: the names of its keys. */
public record ConfigMap(Meta metadata, Keys data, Keys binaryData) implements KubeObject {
  public ConfigMap {
    metadata = metadata == null ? Meta.none() : metadata;
    data = data == null ? Keys.none() : data;
    binaryData = binaryData == null ? Keys.none() : binaryData;
  }

  @Override
  public Kind kind() {
    return Kind.CONFIG_MAP;
  }

  public boolean has(String key) {
    return data.contains(key) || binaryData.contains(key);
  }
}
