package io.kdiag.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.kdiag.detector.api.KubernetesNodeApi;
import io.kdiag.detector.api.NodeCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * This machine as a node of a real cluster ({@code KUBECONFIG}; the node's name in {@code
 * NODE_NAME}, default {@code k8s-node-1}), whose kernel log takes as many lines as tests write.
 */
final class TestNode {
  static final String NAME = System.getenv().getOrDefault("NODE_NAME", "k8s-node-1");
  private static final Path KMSG = Path.of("/dev/kmsg");
  private static final Path RATE = Path.of("/proc/sys/kernel/printk_devkmsg");

  final String kubeconfig;
  final Cluster cluster;
  private final String rate;
  private final List<String> ours;

  private TestNode(String kubeconfig) throws Exception {
    this.kubeconfig = kubeconfig;
    this.cluster = Cluster.of(kubeconfig);
    JsonNode node = cluster.ask("GET", "/api/v1/nodes/" + NAME, null);
    assumeTrue(node.path("kind").asText().equals("Node"), "left out: no node " + NAME);
    this.rate = Files.readString(RATE).strip();
    Files.writeString(RATE, "on\n");
    TreeSet<String> types = new TreeSet<>(Catalogue.load().healthy().keySet());
    Catalogue.load().problems().forEach(problem -> problem.condition().ifPresent(types::add));
    for (JsonNode condition : node.path("status").path("conditions")) {
      types.remove(condition.path("type").asText());
    }
    this.ours = List.copyOf(types);
  }

  /** Leaves the test out where this machine is no node, or may not write to its kernel log. */
  static TestNode find() throws Exception {
    String kubeconfig = System.getenv("KUBECONFIG");
    assumeTrue(Files.isWritable(KMSG), "left out: may not write to /dev/kmsg (needs root)");
    assumeTrue(
        kubeconfig != null && Files.isReadable(Path.of(kubeconfig)),
        "left out: KUBECONFIG names no cluster");
    return new TestNode("" + kubeconfig);
  }

  /** A tree that is this machine but for the detector's state, which is the test's own. */
  static Path tree(Path root) throws IOException {
    for (String directory : List.of("dev", "proc", "sys", "run", "etc", "tmp")) {
      Files.createSymbolicLink(root.resolve(directory), Path.of("/" + directory));
    }
    Files.createDirectories(root.resolve("var"));
    Files.createSymbolicLink(root.resolve("var/log"), Path.of("/var/log"));
    return root;
  }

  void kernel(String line) throws IOException {
    // Without a line feed the kernel holds it back until the next one.
    Files.writeString(KMSG, line + "\n");
  }

  KubernetesNodeApi api() {
    return new KubernetesNodeApi(cluster.server(), NAME);
  }

  /** Waits for the condition to be so; fails where it is not within {@code seconds}. */
  NodeCondition condition(String type, String status, int seconds) throws Exception {
    JsonNode node =
        cluster.until(
            seconds,
            answer -> find(answer, type).path("status").asText().equals(status),
            "GET",
            "/api/v1/nodes/" + NAME,
            null);
    JsonNode found = find(node, type);
    assertThat(found.path("status").asText()).as("%s: %s", type, found).isEqualTo(status);
    return api().conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .findFirst()
        .orElseThrow();
  }

  static JsonNode find(JsonNode node, String type) {
    for (JsonNode condition : node.path("status").path("conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition;
      }
    }
    return node.path("no such condition");
  }

  /** Waits for an event as wanted. */
  JsonNode event(String namespace, Predicate<JsonNode> wanted) throws Exception {
    String path = "/api/v1/namespaces/" + namespace + "/events";
    Predicate<JsonNode> any = list -> !first(list, wanted).isMissingNode();
    JsonNode found = first(cluster.until(90, any, "GET", path, null), wanted);
    assertThat(found.isMissingNode()).as("an event in " + namespace).isFalse();
    return found;
  }

  static JsonNode first(JsonNode list, Predicate<JsonNode> wanted) {
    for (JsonNode event : list.path("items")) {
      if (wanted.test(event)) {
        return event;
      }
    }
    return list.path("no such event");
  }

  static int run(String command) throws Exception {
    return new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor();
  }

  /** Takes off the node what the detector set there. */
  void restore() throws Exception {
    Files.writeString(RATE, rate + "\n");
    api().remove(ours);
  }
}
