package io.kdiag.collector.kubernetes;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Reads one pod of the API into the few facts that are kept, as a stream: what is not asked for is
 * passed over unread, whatever a newer cluster adds.
 *
 * <pre>{@code
 * {"metadata":{"name":"web-0","namespace":"shop","uid":"0c1f...","labels":{"app":"web"},
 *   "ownerReferences":[{"kind":"StatefulSet","name":"web","controller":true}]},
 *  "spec":{"containers":[{"name":"web","image":"web:1","resources":{"requests":{"cpu":"100m"}}}]},
 *  "status":{"containerStatuses":[{"name":"web","image":"docker.io/web:1","restartCount":2,
 *   "lastState":{"terminated":{"reason":"OOMKilled","containerID":"containerd://4a5b..."}}}]}}
 * }</pre>
 */
final class PodJson {
  private static final String MIRROR = "kubernetes.io/config.mirror";
  private static final int MOST_CHARACTERS = 512;

  private final JsonReader json;
  private final Set<String> allowed;
  private final Map<String, String> labels = new HashMap<>();
  private final Map<String, ContainerFacts> containers = new HashMap<>();
  private String uid = "";
  private String mirror = "";
  private String namespace = "";
  private String name = "";
  private String ownerKind = "";
  private String ownerName = "";
  private String resourceVersion = "";

  private PodJson(JsonReader json, Set<String> allowed) {
    this.json = json;
    this.allowed = allowed;
  }

  /** A pod and the version at which it was so; its {@code uid} is empty where it was no pod. */
  record Versioned(PodFacts pod, String resourceVersion) {}

  /** Reads the object at which {@code json} is, keeping the labels {@code allowed}. */
  static Versioned read(JsonReader json, Set<String> allowed) throws IOException {
    PodJson pod = new PodJson(json, allowed);
    JsonFields.each(json, pod::field);
    return new Versioned(
        new PodFacts(
            pod.uid,
            pod.mirror.isEmpty() ? pod.uid : pod.mirror,
            pod.namespace,
            pod.name,
            pod.labels,
            pod.ownerKind,
            pod.ownerName,
            pod.containers),
        pod.resourceVersion);
  }

  private void field(String field) throws IOException {
    switch (field) {
      case "metadata" -> JsonFields.each(json, this::metadata);
      case "spec" -> JsonFields.each(json, this::spec);
      case "status" -> JsonFields.each(json, this::status);
      default -> json.skipValue();
    }
  }

  private void metadata(String field) throws IOException {
    switch (field) {
      case "uid" -> uid = text();
      case "name" -> name = text();
      case "namespace" -> namespace = text();
      case "resourceVersion" -> resourceVersion = text();
      case "labels" ->
          JsonFields.each(
              json,
              label -> {
                if (allowed.contains(label)) {
                  labels.put(label, text());
                } else {
                  json.skipValue();
                }
              });
      case "annotations" ->
          JsonFields.each(
              json,
              annotation -> {
                if (annotation.equals(MIRROR)) {
                  mirror = text();
                } else {
                  json.skipValue();
                }
              });
      case "ownerReferences" -> JsonFields.elements(json, this::owner);
      default -> json.skipValue();
    }
  }

  private void owner() throws IOException {
    String[] kindAndName = {"", ""};
    boolean[] controller = {false};
    JsonFields.each(
        json,
        field -> {
          switch (field) {
            case "kind" -> kindAndName[0] = text();
            case "name" -> kindAndName[1] = text();
            case "controller" ->
                controller[0] = json.peek() == JsonToken.BOOLEAN && json.nextBoolean();
            default -> json.skipValue();
          }
        });
    if (controller[0]) {
      ownerKind = kindAndName[0];
      ownerName = kindAndName[1];
    }
  }

  private void spec(String field) throws IOException {
    switch (field) {
      case "containers", "ephemeralContainers" -> JsonFields.elements(json, () -> container(false));
      case "initContainers" -> JsonFields.elements(json, () -> container(true));
      default -> json.skipValue();
    }
  }

  private void container(boolean initial) throws IOException {
    String[] nameAndImage = {"", ""};
    Map<String, Double> requests = new HashMap<>();
    Map<String, Double> limits = new HashMap<>();
    JsonFields.each(
        json,
        field -> {
          switch (field) {
            case "name" -> nameAndImage[0] = text();
            case "image" -> nameAndImage[1] = text();
            case "resources" ->
                JsonFields.each(
                    json,
                    kind -> {
                      switch (kind) {
                        case "requests" -> JsonFields.quantities(json, requests);
                        case "limits" -> JsonFields.quantities(json, limits);
                        default -> json.skipValue();
                      }
                    });
            default -> json.skipValue();
          }
        });
    containers.merge(
        nameAndImage[0],
        new ContainerFacts(initial, nameAndImage[1], requests, limits, 0, Set.of()),
        (status, spec) -> spec.withStatus(status.image(), status.restarts(), status.oomKilled()));
  }

  private void status(String field) throws IOException {
    switch (field) {
      case "containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses" ->
          JsonFields.elements(json, this::containerStatus);
      default -> json.skipValue();
    }
  }

  private void containerStatus() throws IOException {
    String[] nameAndImage = {"", ""};
    long[] restarts = {0};
    Set<String> killed = new HashSet<>();
    JsonFields.each(
        json,
        field -> {
          switch (field) {
            case "name" -> nameAndImage[0] = text();
            case "image" -> nameAndImage[1] = text();
            case "restartCount" ->
                restarts[0] = json.peek() == JsonToken.NUMBER ? json.nextLong() : 0;
            case "state", "lastState" -> JsonFields.each(json, state -> state(state, killed));
            default -> json.skipValue();
          }
        });
    // Spec and status come in either order.
    containers.merge(
        nameAndImage[0],
        ContainerFacts.NOTHING.withStatus(nameAndImage[1], restarts[0], killed),
        (spec, status) -> spec.withStatus(status.image(), status.restarts(), status.oomKilled()));
  }

  private void state(String state, Set<String> killed) throws IOException {
    if (!state.equals("terminated")) {
      json.skipValue();
      return;
    }
    String[] reasonAndId = {"", ""};
    JsonFields.each(
        json,
        field -> {
          switch (field) {
            case "reason" -> reasonAndId[0] = text();
            case "containerID" -> reasonAndId[1] = text();
            default -> json.skipValue();
          }
        });
    if (reasonAndId[0].equals("OOMKilled")) {
      killed.add(reasonAndId[1].substring(reasonAndId[1].indexOf("://") + 3));
    }
  }

  private String text() throws IOException {
    return JsonFields.text(json, MOST_CHARACTERS);
  }
}
