package io.kdiag.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.kdiag.cli.evidence.kube.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** The objects of a {@link TestCluster} as JSON: made, filled in, changed. */
final class TestObjects {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern AGO = Pattern.compile("-(\\d+)([smhd])");

  static final String HEALTHY =
      """
      kind: Namespace
      metadata: {name: shop}
      status: {phase: Active}
      ---
      kind: Namespace
      metadata: {name: kube-system}
      status: {phase: Active}
      ---
      kind: ServiceAccount
      metadata: {namespace: shop, name: default}
      secrets: [{name: default-token}]
      ---
      kind: Service
      metadata: {namespace: kube-system, name: kube-dns}
      spec:
        type: ClusterIP
        clusterIP: 10.96.0.10
        selector: {k8s-app: kube-dns}
        ports: [{name: dns, port: 53, protocol: UDP, targetPort: 53}]
      ---
      kind: Pod
      metadata: {namespace: kube-system, name: coredns-0, labels: {k8s-app: kube-dns}}
      spec:
        nodeName: k8s-node-1
        containers: [{name: main, image: coredns, ports: [{containerPort: 53, protocol: UDP}]}]
      ---
      kind: Endpoints
      metadata: {namespace: kube-system, name: kube-dns}
      subsets:
      - addresses: [{ip: 10.244.0.2, targetRef: {kind: Pod, namespace: kube-system, name: coredns-0}}]
        ports: [{name: dns, port: 53, protocol: UDP}]
      """;

  private static final String NODE =
      """
      spec: {podCIDR: 10.244.0.0/24}
      status:
        capacity: {cpu: "4", memory: 8Gi, pods: "110", ephemeral-storage: 100Gi}
        allocatable: {cpu: "4", memory: 8Gi, pods: "110", ephemeral-storage: 90Gi}
        addresses: [{type: InternalIP, address: 198.18.0.1}]
        conditions:
        - {type: MemoryPressure, status: False, reason: KubeletHasSufficientMemory, lastHeartbeatTime: -10s, lastTransitionTime: -3d}
        - {type: DiskPressure, status: False, reason: KubeletHasNoDiskPressure, lastHeartbeatTime: -10s, lastTransitionTime: -3d}
        - {type: PIDPressure, status: False, reason: KubeletHasSufficientPID, lastHeartbeatTime: -10s, lastTransitionTime: -3d}
        - {type: Ready, status: True, reason: KubeletReady, message: kubelet is posting ready status, lastHeartbeatTime: -10s, lastTransitionTime: -3d}
        nodeInfo:
          kubeletVersion: v1.20.2
          kubeProxyVersion: v1.20.2
          osImage: Debian GNU/Linux 12 (bookworm)
          kernelVersion: 6.1.0
          containerRuntimeVersion: containerd://1.6.20
          architecture: amd64
          operatingSystem: linux
      """;

  private static final String POD =
      """
      spec:
        nodeName: k8s-node-1
        restartPolicy: Always
        serviceAccountName: default
        containers: [{name: main, image: "shop/app:1"}]
      status:
        phase: Running
        podIP: 10.244.0.7
        startTime: -10m
        conditions:
        - {type: PodScheduled, status: True, lastTransitionTime: -10m}
        - {type: Initialized, status: True, lastTransitionTime: -10m}
        - {type: ContainersReady, status: True, lastTransitionTime: -9m}
        - {type: Ready, status: True, lastTransitionTime: -9m}
      """;

  private TestObjects() {}

  /** {@code "Pod shop/cart-0"}, filled in. */
  static ObjectNode named(String kindAndName) {
    String[] words = kindAndName.split(" ", 2);
    if (words.length < 2 || Kind.named(words[0]) == null) {
      throw new IllegalArgumentException("expected a kind and a name, found " + kindAndName);
    }
    int slash = words[1].indexOf('/');
    ObjectNode object = MAPPER.createObjectNode().put("kind", words[0]);
    ObjectNode metadata = object.putObject("metadata");
    if (slash > 0) {
      metadata.put("namespace", words[1].substring(0, slash));
    }
    metadata.put("name", words[1].substring(slash + 1));
    return completed(object);
  }

  /** {@code "Pod shop/cart-0"} of an object. */
  static String name(ObjectNode object) {
    JsonNode metadata = object.path("metadata");
    String namespace = metadata.path("namespace").asText("");
    return object.path("kind").asText()
        + " "
        + (namespace.isEmpty() ? "" : namespace + "/")
        + metadata.path("name").asText();
  }

  static List<ObjectNode> documents(String yaml) {
    List<ObjectNode> documents = new ArrayList<>();
    for (Object document : yaml().loadAll(yaml)) {
      documents.add(MAPPER.valueToTree(document));
    }
    return documents;
  }

  /** What is missing, as on a healthy object of its kind. */
  static ObjectNode completed(ObjectNode object) {
    ObjectNode metadata = object.withObject("/metadata");
    putIfMissing(metadata, "uid", "uid-" + metadata.path("name").asText());
    putIfMissing(metadata, "creationTimestamp", "-10m");
    switch (object.path("kind").asText()) {
      case "Node" -> fill(object, NODE);
      case "Pod" -> {
        fill(object, POD);
        fillOwner(metadata);
        fillStatuses(object);
      }
      default -> {}
    }
    return object;
  }

  /** Something has made it. */
  private static void fillOwner(ObjectNode metadata) {
    if (!metadata.has("ownerReferences")) {
      metadata
          .putArray("ownerReferences")
          .addObject()
          .put("kind", "ReplicaSet")
          .put("name", metadata.path("name").asText() + "-set")
          .put("controller", true);
    }
  }

  private static void putIfMissing(ObjectNode object, String field, String value) {
    if (!object.has(field)) {
      object.put(field, value);
    }
  }

  private static void fill(ObjectNode object, String yaml) {
    merge(object, documents(yaml).getFirst());
  }

  /** Adds to {@code object} what it lacks of {@code defaults}, at any depth of objects. */
  private static void merge(ObjectNode object, ObjectNode defaults) {
    defaults
        .properties()
        .forEach(
            field -> {
              JsonNode there = object.get(field.getKey());
              if (there == null) {
                object.set(field.getKey(), field.getValue());
              } else if (there instanceof ObjectNode deeper
                  && field.getValue() instanceof ObjectNode more) {
                merge(deeper, more);
              }
            });
  }

  /** A status for each container that has none: it runs. */
  private static void fillStatuses(ObjectNode pod) {
    ObjectNode status = pod.withObject("/status");
    if (status.has("containerStatuses") || !status.path("phase").asText().equals("Running")) {
      return;
    }
    ArrayNode statuses = status.putArray("containerStatuses");
    for (JsonNode container : pod.path("spec").path("containers")) {
      ObjectNode each = statuses.addObject();
      each.put("name", container.path("name").asText()).put("ready", true).put("restartCount", 0);
      each.putObject("state").putObject("running").put("startedAt", "-9m");
    }
  }

  static ObjectNode firstStatus(ObjectNode pod) {
    ArrayNode statuses = pod.withObject("/status").withArray("containerStatuses");
    return statuses.isEmpty()
        ? statuses.addObject().put("name", pod.at("/spec/containers/0/name").asText())
        : (ObjectNode) statuses.get(0);
  }

  static void condition(
      ObjectNode object, String type, String status, String reason, String message) {
    ArrayNode conditions = object.withObject("/status").withArray("conditions");
    for (int i = conditions.size() - 1; i >= 0; i--) {
      if (conditions.get(i).path("type").asText().equals(type)) {
        conditions.remove(i);
      }
    }
    conditions
        .addObject()
        .put("type", type)
        .put("status", status)
        .put("reason", reason)
        .put("message", message)
        .put("lastHeartbeatTime", "-10s")
        .put("lastTransitionTime", "-2m");
  }

  /** Pairs of a path and a value. */
  static void set(ObjectNode object, Object... pathsAndValues) {
    if (pathsAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("a path without a value");
    }
    for (int i = 0; i < pathsAndValues.length; i += 2) {
      set(object, steps((String) pathsAndValues[i]), value(pathsAndValues[i + 1]));
    }
  }

  private static JsonNode value(Object value) {
    return value instanceof String text && (text.startsWith("{") || text.startsWith("["))
        ? MAPPER.valueToTree(yaml().load(text))
        : MAPPER.valueToTree(value);
  }

  /** {@code spec.containers[0].image} is spec, containers, 0, image. */
  private static List<String> steps(String path) {
    List<String> steps = new ArrayList<>();
    StringBuilder step = new StringBuilder();
    boolean bracket = false;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if ((c == '.' && !bracket) || c == '[' || c == ']') {
        if (!step.isEmpty()) {
          steps.add(step.toString());
          step.setLength(0);
        }
        bracket = c == '[' || (c != ']' && bracket);
      } else {
        step.append(c);
      }
    }
    if (!step.isEmpty()) {
      steps.add(step.toString());
    }
    return steps;
  }

  private static void set(JsonNode object, List<String> steps, JsonNode value) {
    JsonNode at = object;
    for (int i = 0; i < steps.size(); i++) {
      boolean last = i == steps.size() - 1;
      boolean list = !last && steps.get(i + 1).matches("\\d+");
      at = last ? put(at, steps.get(i), value) : step(at, steps.get(i), list);
    }
  }

  private static JsonNode step(JsonNode at, String step, boolean list) {
    JsonNode next =
        at instanceof ArrayNode array ? array.get(Integer.parseInt(step)) : at.get(step);
    return next == null || next.isNull()
        ? put(at, step, list ? MAPPER.createArrayNode() : MAPPER.createObjectNode())
        : next;
  }

  private static JsonNode put(JsonNode at, String step, JsonNode value) {
    if (at instanceof ArrayNode array) {
      int index = Integer.parseInt(step);
      if (index < array.size()) {
        array.set(index, value);
      } else {
        array.add(value);
      }
    } else {
      ((ObjectNode) at).set(step, value);
    }
    return value;
  }

  /** A copy in which {@code -5m} is the time that it means. */
  static JsonNode timed(JsonNode node) {
    if (node instanceof TextNode && AGO.matcher(node.asText()).matches()) {
      return TextNode.valueOf(TestCluster.NOW.minus(ago(node.asText())).toString());
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = MAPPER.createArrayNode();
      array.forEach(each -> copy.add(timed(each)));
      return copy;
    }
    if (node instanceof ObjectNode object) {
      ObjectNode copy = MAPPER.createObjectNode();
      object.properties().forEach(field -> copy.set(field.getKey(), timed(field.getValue())));
      return copy;
    }
    return node;
  }

  private static Duration ago(String text) {
    long number = Long.parseLong(text.substring(1, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(number);
      case 'm' -> Duration.ofMinutes(number);
      case 'h' -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private static Yaml yaml() {
    DumperOptions dump = new DumperOptions();
    return new Yaml(
        new SafeConstructor(new LoaderOptions()),
        new Representer(dump),
        dump,
        new LoaderOptions(),
        new ApiResolver());
  }

  /** {@code True} is the API's text, {@code true} a truth value; times stay text. */
  private static final class ApiResolver extends Resolver {
    private static final Pattern TRUTH = Pattern.compile("true|false");

    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.BOOL, TRUTH, "tf");
      addImplicitResolver(Tag.INT, Pattern.compile("0|[1-9][0-9]*"), "0123456789");
      addImplicitResolver(Tag.NULL, NULL, "~nN\0");
      addImplicitResolver(Tag.NULL, EMPTY, null);
      addImplicitResolver(Tag.MERGE, MERGE, "<");
    }
  }
}
