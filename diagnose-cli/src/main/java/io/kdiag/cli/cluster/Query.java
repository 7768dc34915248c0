package io.kdiag.cli.cluster;

import io.kdiag.cli.evidence.kube.ContainerRun;
import io.kdiag.cli.evidence.kube.Event;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.KubeObject;
import io.kdiag.cli.evidence.kube.Listing;
import io.kdiag.cli.evidence.kube.Pod;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which objects are wanted: those of a kind, in a namespace or in all, with these fields and
 * labels.
 *
 * @param namespace empty: in all namespaces, or of the cluster
 * @param fields as the API server selects by: {@code metadata.name}, {@code spec.nodeName}, {@code
 *     involvedObject.kind}, {@code involvedObject.name}, {@code type}
 * @param labels each with this value
 * @param most only so many of them, whichever; 0: all
 */
public record Query(
    Kind kind, String namespace, Map<String, String> fields, Map<String, String> labels, int most) {
  private static final String NAME = "metadata.name";

  /** All in a namespace; of all namespaces where it is empty. */
  public static Query all(Kind kind, String namespace) {
    return new Query(kind, namespace, Map.of(), Map.of(), 0);
  }

  public static Query one(Kind kind, String namespace, String name) {
    return new Query(kind, namespace, Map.of(NAME, name), Map.of(), 0);
  }

  /** Some of the whole cluster's. */
  static Query some(Kind kind, int most) {
    return new Query(kind, "", Map.of(), Map.of(), most);
  }

  static Query podsOn(String node) {
    return new Query(Kind.POD, "", Map.of("spec.nodeName", node), Map.of(), 0);
  }

  public static Query eventsAbout(Kind kind, String namespace, String name) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("involvedObject.kind", kind.kindName());
    fields.put("involvedObject.name", name);
    return new Query(Kind.EVENT, namespace, fields, Map.of(), 0);
  }

  public static Query warnings(String namespace) {
    return new Query(Kind.EVENT, namespace, Map.of("type", "Warning"), Map.of(), 0);
  }

  static Query labelled(Kind kind, String namespace, String label, String value) {
    return new Query(kind, namespace, Map.of(), Map.of(label, value), 0);
  }

  /** The name, where one object is wanted; else empty. */
  public String name() {
    return fields.getOrDefault(NAME, "");
  }

  /** As the API takes it: {@code spec.nodeName=k8s-node-1}. */
  public String fieldSelector() {
    return joined(fields);
  }

  public String labelSelector() {
    return joined(labels);
  }

  private static String joined(Map<String, String> terms) {
    StringBuilder text = new StringBuilder();
    terms.forEach((key, value) -> text.append(',').append(key).append('=').append(value));
    return text.isEmpty() ? "" : text.substring(1);
  }

  /** Whether {@code object} is wanted: for sources that cannot select. */
  public boolean matches(KubeObject object) {
    return object.kind() == kind
        && (namespace.isEmpty() || namespace.equals(object.namespace()))
        && object.metadata().labels().entrySet().containsAll(labels.entrySet())
        && fields.entrySet().stream()
            .allMatch(field -> field(object, field.getKey()).equals(field.getValue()));
  }

  private static String field(KubeObject object, String field) {
    return switch (field) {
      case NAME -> object.name();
      case "spec.nodeName" -> object instanceof Pod pod ? pod.node() : "";
      case "involvedObject.kind" ->
          object instanceof Event event ? event.involvedObject().kind() : "";
      case "involvedObject.name" ->
          object instanceof Event event ? event.involvedObject().name() : "";
      case "type" -> object instanceof Event event ? event.type() : "";
      default -> throw new IllegalArgumentException("no field " + field);
    };
  }

  Listing listing(boolean read) {
    String selector =
        joined(fields)
            + (labels.isEmpty() ? "" : ";" + joined(labels))
            + (most == 0 ? "" : "limit " + most);
    return new Listing(kind, namespace, selector, read);
  }

  /** {@code pods in shop}, {@code deployments}. */
  String text() {
    String one = name().isEmpty() ? "" : " " + name();
    return kind.plural() + one + (namespace.isEmpty() ? "" : " in " + namespace);
  }

  /** How to see whether the right is there. */
  String canI() {
    return "kubectl auth can-i "
        + (name().isEmpty() ? "list " : "get ")
        + kind.resource()
        + (namespace.isEmpty() ? " --all-namespaces" : " -n " + namespace);
  }

  /** Lines of a container's log. {@code previous}: of the run before this one. */
  public record Log(ContainerRun container, boolean previous, int lines) {}
}
