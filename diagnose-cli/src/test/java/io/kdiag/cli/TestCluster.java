package io.kdiag.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.ClusterEvidence.ContainerWords;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.Evidence.NotChecked;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.cli.evidence.HostEvidence.LogGroup;
import io.kdiag.cli.evidence.KdiagJson;
import io.kdiag.cli.evidence.Subject;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.KubeJson;
import io.kdiag.cli.evidence.kube.KubeObject;
import io.kdiag.cli.evidence.kube.KubeObjects;
import io.kdiag.cli.evidence.kube.Listing;
import io.kdiag.detector.document.ProblemsDocument;
import io.kdiag.detector.document.ReportedProblem;
import io.kdiag.host.Reading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A cluster for a test, stated as the API would have it: healthy, and what a test adds or changes.
 *
 * <pre>{@code
 * TestCluster.healthy()
 *     .yaml("""
 *         kind: Service
 *         metadata: {namespace: shop, name: cart}
 *         spec: {selector: {app: kart}, ports: [{port: 80, targetPort: 8080}]}
 *         """)
 *     .pod("shop/cart-0", "metadata.labels.app", "cart")
 *     .waiting("shop/cart-0", "ErrImagePull", "not found")
 *     .warning("Pod shop/cart-0", "Failed", "Failed to pull image")
 *     .change("Node k8s-node-1", "spec.unschedulable", true)
 * }</pre>
 *
 * <p>A kind and name is {@code "Pod shop/cart-0"} or {@code "Node k8s-node-1"}. A path is {@code
 * spec.containers[0].image}; a key with dots goes into brackets: {@code
 * metadata.labels[topology.kubernetes.io/zone]}. A value that begins with <code>{</code> or {@code
 * [} is YAML. A text such as {@code -5m} (s, m, h, d) is the time five minutes before {@link #NOW}.
 * What is not given of an object is filled in as on a healthy one.
 */
public final class TestCluster {
  public static final Instant NOW = TestEvidence.NOW;
  public static final String SERVER = "https://127.0.0.1:6443";
  private static final KubeJson JSON = new KubeJson(KdiagJson.MAPPER);

  private final Map<String, ObjectNode> objects = new LinkedHashMap<>();
  private final Set<Kind> unread = EnumSet.noneOf(Kind.class);
  private final Map<String, Reading<ProblemsDocument>> detected = new TreeMap<>();
  private final List<ContainerWords> words = new ArrayList<>();
  private final List<NotChecked> notChecked = new ArrayList<>();
  private Subject subject = Subject.cluster();
  private ClusterEvidence.@Nullable NodeHistory history;
  private String serverVersion = "v1.20.2";

  private TestCluster() {}

  /** Without any object; all kinds were read. */
  public static TestCluster empty() {
    return new TestCluster();
  }

  /** One node that is ready, the namespaces, DNS, and a pod {@code shop/calm} that is well. */
  public static TestCluster healthy() {
    return empty()
        .node("k8s-node-1")
        .yaml(TestObjects.HEALTHY)
        .pod(
            "shop/calm",
            "metadata.ownerReferences",
            "[{kind: StatefulSet, name: calm, controller: true}]");
  }

  /** A node that is ready, with 4 processors, 8 GiB and room for 110 pods. */
  public TestCluster node(String name, Object... pathsAndValues) {
    return add("Node " + name, pathsAndValues);
  }

  /** A pod that runs on k8s-node-1 with one container {@code main}, and is well. */
  public TestCluster pod(String name, Object... pathsAndValues) {
    return add("Pod " + name, pathsAndValues);
  }

  /** An object of any kind. */
  public TestCluster add(String kindAndName, Object... pathsAndValues) {
    ObjectNode object = TestObjects.named(kindAndName);
    objects.put(kindAndName, object);
    TestObjects.set(object, pathsAndValues);
    return this;
  }

  /** An object that is there already. */
  public TestCluster change(String kindAndName, Object... pathsAndValues) {
    TestObjects.set(object(kindAndName), pathsAndValues);
    return this;
  }

  private ObjectNode object(String kindAndName) {
    ObjectNode object = objects.get(kindAndName);
    if (object == null) {
      throw new IllegalArgumentException("no " + kindAndName + " among " + objects.keySet());
    }
    return object;
  }

  public TestCluster remove(String kindAndName) {
    object(kindAndName);
    objects.remove(kindAndName);
    return this;
  }

  /** Objects as kubectl takes them, several between lines of {@code ---}. */
  public TestCluster yaml(String documents) {
    for (ObjectNode document : TestObjects.documents(documents)) {
      ObjectNode object = TestObjects.completed(document);
      objects.put(TestObjects.name(object), object);
    }
    return this;
  }

  /** Makes the pod's first container wait; the pod is no longer ready. */
  public TestCluster waiting(String pod, String reason, String message) {
    ObjectNode status = TestObjects.firstStatus(object("Pod " + pod));
    status.remove("state");
    TestObjects.set(
        status, "ready", false, "state.waiting.reason", reason, "state.waiting.message", message);
    return unready(pod);
  }

  /** How the run before ended, so many seconds ago; the container runs or waits as it did. */
  public TestCluster lastEnded(String pod, String reason, int exitCode, long secondsAgo) {
    return ended(pod, "lastState", reason, exitCode, secondsAgo);
  }

  /** The pod's first container has ended, so many seconds ago, and does not run again. */
  public TestCluster ended(String pod, String reason, int exitCode, long secondsAgo) {
    TestObjects.firstStatus(object("Pod " + pod)).remove("state");
    return ended(pod, "state", reason, exitCode, secondsAgo).unready(pod);
  }

  private TestCluster ended(
      String pod, String state, String reason, int exitCode, long secondsAgo) {
    ObjectNode status = TestObjects.firstStatus(object("Pod " + pod));
    String end = state + ".terminated.";
    TestObjects.set(
        status,
        end + "reason",
        reason,
        end + "exitCode",
        exitCode,
        end + "startedAt",
        "-" + (secondsAgo + 1) + "s",
        end + "finishedAt",
        "-" + secondsAgo + "s");
    if (status.path("restartCount").asInt() == 0 && state.equals("lastState")) {
      TestObjects.set(status, "restartCount", 5);
    }
    return this;
  }

  /** Waits in CrashLoopBackOff after a run that ended with {@code exitCode} 20 s ago. */
  public TestCluster crashLooping(String pod, int exitCode) {
    return waiting(pod, "CrashLoopBackOff", "back-off 40s restarting failed container")
        .lastEnded(pod, "Error", exitCode, 20);
  }

  private TestCluster unready(String pod) {
    return change(
        "Pod " + pod,
        "status.conditions",
        "[{type: PodScheduled, status: True}, {type: Initialized, status: True},"
            + " {type: Ready, status: False, reason: ContainersNotReady, lastTransitionTime: -5m}]");
  }

  /** A pod for which there is no node yet. */
  public TestCluster unschedulable(String pod, String message) {
    change("Pod " + pod, "spec.nodeName", "", "status", "{phase: Pending}");
    return change(
        "Pod " + pod,
        "status.conditions",
        List.of(
            Map.of(
                "type", "PodScheduled",
                "status", "False",
                "reason", "Unschedulable",
                "message", message,
                "lastTransitionTime", "-5m")));
  }

  /** A condition of an object, in place of one of its type. */
  public TestCluster condition(
      String kindAndName, String type, String status, String reason, String message) {
    TestObjects.condition(object(kindAndName), type, status, reason, message);
    return this;
  }

  /** A warning event about an object, ten seconds ago, each later one of a test a second older. */
  public TestCluster warning(String kindAndName, String reason, String message) {
    return event(kindAndName, "Warning", reason, message, 10 + objects.size());
  }

  public TestCluster event(
      String kindAndName, String type, String reason, String message, long secondsAgo) {
    ObjectNode about = TestObjects.named(kindAndName);
    String namespace = about.path("metadata").path("namespace").asText("default");
    String name = "event-" + objects.size();
    return add(
        "Event " + namespace + "/" + name,
        "type",
        type,
        "reason",
        reason,
        "message",
        message,
        "count",
        2,
        "firstTimestamp",
        "-" + (secondsAgo + 60) + "s",
        "lastTimestamp",
        "-" + secondsAgo + "s",
        "involvedObject.kind",
        about.path("kind").asText(),
        "involvedObject.namespace",
        about.path("metadata").path("namespace").asText(""),
        "involvedObject.name",
        about.path("metadata").path("name").asText());
  }

  /** The last line of a pod's container {@code main}. */
  public TestCluster says(String pod, String line) {
    return says(pod, "main", line);
  }

  public TestCluster says(String pod, String container, String line) {
    String[] names = pod.split("/", 2);
    LogGroup group = new LogGroup(line, 5, NOW, NOW);
    words.add(new ContainerWords(names[0], names[1], container, "kubectl logs", List.of(group)));
    return this;
  }

  /** What the problem detector of a node says. */
  public TestCluster detects(String node, ReportedProblem active, ReportedProblem... recent) {
    detected.put(
        node, Reading.present(new ProblemsDocument(node, List.of(active), List.of(recent), 0)));
    return this;
  }

  /** The problem detector of a node answers that nothing is wrong. */
  public TestCluster detectsNothing(String node) {
    detected.put(node, Reading.present(new ProblemsDocument(node, List.of(), List.of(), 0)));
    return this;
  }

  public TestCluster serverVersion(String version) {
    serverVersion = version;
    return this;
  }

  public TestCluster history(ClusterEvidence.NodeHistory value) {
    history = value;
    return this;
  }

  /** These kinds may not be read: that one is not there then says nothing. */
  public TestCluster unread(Kind... kinds) {
    for (Kind kind : kinds) {
      unread.add(kind);
      objects.values().removeIf(each -> each.path("kind").asText().equals(kind.kindName()));
    }
    return this;
  }

  /** What is asked about: {@code about(Kind.POD, "shop", "cart-0")}; else the whole cluster. */
  public TestCluster about(Kind kind, String namespace, String name) {
    subject = new Subject(kind, namespace, name);
    return this;
  }

  public KubeObjects objects() {
    List<KubeObject> read = new ArrayList<>();
    for (ObjectNode object : objects.values()) {
      read.add(read(object));
    }
    List<Listing> listings = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      listings.add(new Listing(kind, "", "", !unread.contains(kind)));
    }
    return KubeObjects.of(read, listings);
  }

  private static KubeObject read(ObjectNode object) {
    Kind kind = Kind.named(object.path("kind").asText());
    if (kind == null) {
      throw new IllegalArgumentException("no kind " + object.path("kind"));
    }
    try {
      byte[] json = KdiagJson.MAPPER.writeValueAsBytes(TestObjects.timed(object));
      return JSON.object(new ByteArrayInputStream(json), kind);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public ClusterEvidence cluster() {
    return new ClusterEvidence(
        SERVER,
        subject,
        objects(),
        Map.copyOf(detected),
        List.copyOf(words),
        List.of(),
        history,
        serverVersion);
  }

  public Evidence build() {
    return new Evidence(
        "test",
        NOW,
        HostEvidence.unread(subject.kind() == Kind.NODE ? subject.name() : "", NOW),
        cluster(),
        List.copyOf(notChecked),
        List.of());
  }
}
