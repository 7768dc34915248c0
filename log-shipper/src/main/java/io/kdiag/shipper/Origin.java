package io.kdiag.shipper;

import io.kdiag.shipper.pods.PodInfo;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The part of a run's documents that is the same in all of them, as bytes of JSON. */
final class Origin {
  private Origin() {}

  /**
   * What follows the offset in a document of {@code stream}.
   *
   * <pre>
   * ,"file":{"path":"/var/log/pods/..."}},"stream":"stdout","host":{"name":"n1"},"kubernetes":{...},
   *  "container":{"id":"4a5b...","image":{"name":"nginx:1"}}
   * </pre>
   */
  static byte[] of(Run run, String node, LogLine.Stream stream, @Nullable PodInfo pod) {
    Json json = new Json(1024);
    json.ascii(",\"file\":{\"path\":").quoted(run.path()).ascii("}}");
    if (stream != LogLine.Stream.NONE) {
      json.ascii(",\"stream\":").quoted(stream.label);
    }
    host(json, node);
    switch (run) {
      case ContainerRun container -> container(json, container, pod);
      case FileRun file -> json.ascii("}");
    }
    return Arrays.copyOf(json.bytes(), json.length());
  }

  /** The members {@code host} and {@code kubernetes}; the latter is still open. */
  static void host(Json json, String node) {
    json.ascii(",\"host\":{\"name\":").quoted(node);
    json.ascii("},\"kubernetes\":{\"node\":{\"name\":").quoted(node).ascii("}");
  }

  private static void container(Json json, ContainerRun run, @Nullable PodInfo pod) {
    json.ascii(",\"namespace\":").quoted(run.namespace());
    json.ascii(",\"pod\":{\"name\":").quoted(run.pod());
    json.ascii(",\"uid\":").quoted(run.podUid());
    json.ascii("},\"container\":{\"name\":").quoted(run.container());
    json.ascii(",\"restart_count\":").number(run.restart()).ascii("}");
    if (pod != null) {
      described(json, pod);
    }
    json.ascii("}");
    String image = pod == null ? null : pod.images().get(run.container());
    String id = run.containerId();
    if (id != null || image != null) {
      json.ascii(",\"container\":{");
      if (id != null) {
        json.ascii("\"id\":").quoted(id).ascii(image == null ? "" : ",");
      }
      if (image != null) {
        json.ascii("\"image\":{\"name\":").quoted(image).ascii("}");
      }
      json.ascii("}");
    }
  }

  private static void described(Json json, PodInfo pod) {
    String kind = pod.ownerKind();
    String name = pod.ownerName();
    if (kind != null && name != null) {
      json.ascii(",\"owner\":{\"kind\":").quoted(kind);
      json.ascii(",\"name\":").quoted(name).ascii("}");
    }
    if (!pod.labels().isEmpty()) {
      String before = ",\"labels\":{";
      for (Map.Entry<String, String> label : new TreeMap<>(pod.labels()).entrySet()) {
        json.ascii(before).quoted(label.getKey()).ascii(":").quoted(label.getValue());
        before = ",";
      }
      json.ascii("}");
    }
  }
}
