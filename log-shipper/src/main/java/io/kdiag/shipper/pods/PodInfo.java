package io.kdiag.shipper.pods;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be known of a pod beyond its logs' paths: {@code images} by container name, {@code
 * annotations} those of {@code kdiag.io/}. The owner is the workload: a Deployment rather than its
 * ReplicaSet.
 */
public record PodInfo(
    Map<String, String> labels,
    Map<String, String> images,
    Map<String, String> annotations,
    @Nullable String ownerKind,
    @Nullable String ownerName) {

  private static final String PREFIX = "kdiag.io/";

  public PodInfo {
    labels = Map.copyOf(labels);
    images = Map.copyOf(images);
    annotations = Map.copyOf(annotations);
  }

  /** The annotation {@code kdiag.io/NAME.CONTAINER}, or {@code kdiag.io/NAME}, or null. */
  public @Nullable String annotation(String name, String container) {
    String own = annotations.get(PREFIX + name + "." + container);
    return own != null ? own : annotations.get(PREFIX + name);
  }

  /** {@code kdiag.io/logs-exclude}: {@code true}, or the names of containers with commas. */
  public boolean excludes(String container) {
    String value = annotation("logs-exclude", container);
    if (value == null) {
      return false;
    }
    for (String word : value.split(",", -1)) {
      if (word.strip().equals("true") || word.strip().equals(container)) {
        return true;
      }
    }
    return false;
  }
}
