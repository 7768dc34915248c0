package io.kdiag.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.ClusterEvidence.ClusterEvent;
import io.kdiag.cli.evidence.ClusterEvidence.ContainerMemory;
import io.kdiag.cli.evidence.ClusterEvidence.ContainerWords;
import io.kdiag.cli.evidence.ClusterEvidence.NodeHistory;
import io.kdiag.cli.evidence.ClusterEvidence.NodeObject;
import io.kdiag.cli.evidence.ClusterEvidence.PodObject;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.cli.gather.Sources;
import io.kdiag.cli.gather.Sources.Source;
import io.kdiag.detector.document.ProblemsDocument;
import io.kdiag.host.Reading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks the API server for a node, its pods and events, and the back ends for what they know of
 * those in trouble: at once, each with a deadline. Only the API server must answer; what else does
 * not is listed as not checked.
 */
public final class ClusterGatherer {
  private static final Duration ANSWERS = Duration.ofSeconds(12);
  private static final int PORT = 9740;

  private final Path kubeconfig;
  private final @Nullable String context;
  private final Backends backends;
  private final String kdiagVersion;

  public ClusterGatherer(
      Path kubeconfig, @Nullable String context, Backends backends, String kdiagVersion) {
    this.kubeconfig = kubeconfig;
    this.context = context;
    this.backends = backends;
    this.kdiagVersion = kdiagVersion;
  }

  /** The evidence about one node. */
  public Evidence gather(String name) throws ClusterException, InterruptedException {
    try (ApiServer server = ApiServer.open(kubeconfig, context);
        Sources sources = new Sources()) {
      Source<List<PodObject>> pods =
          sources.start("pods", ANSWERS, () -> ClusterObjects.pods(server.json(podsPath(name))));
      Source<List<ClusterEvent>> events =
          sources.start(
              "events",
              ANSWERS,
              () -> ClusterObjects.events("node/" + name, server.json(eventsPath(name))));
      NodeObject node = node(server, name);
      Source<Reading<ProblemsDocument>> detected =
          sources.start("problem detector", ANSWERS, () -> detected(server, node));
      List<PodObject> all = sources.collect(pods, List.of());
      List<TroubledContainer> troubled = TroubledContainer.of(all);
      Source<List<ContainerWords>> words =
          sources.start("container logs", ANSWERS, () -> words(server, troubled));
      Source<List<ClusterEvent>> podEvents =
          sources.start("events of pods", ANSWERS, () -> podEvents(server, troubled));
      Source<History> history = sources.start("Prometheus", ANSWERS, () -> history(node, troubled));
      History past = sources.collect(history, NO_HISTORY);
      ClusterEvidence cluster =
          new ClusterEvidence(
              server.base().toString(),
              node,
              all,
              merged(sources.collect(events, List.of()), sources.collect(podEvents, List.of())),
              sources.collect(detected, Reading.absent("problem detector")),
              sources.collect(words, List.of()),
              past.memory(),
              past.node());
      notes(sources, cluster.detected());
      Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      return new Evidence(
          kdiagVersion,
          now,
          HostEvidence.unread(name, now),
          cluster,
          sources.notChecked(),
          sources.timings());
    }
  }

  private NodeObject node(ApiServer server, String name)
      throws ClusterException, InterruptedException {
    try {
      return ClusterObjects.node(server.json("/api/v1/nodes/" + encoded(name)));
    } catch (ApiServer.StatusException e) {
      if (e.status() == ApiServer.NOT_FOUND) {
        throw new ClusterException("no node " + name + "; there are: " + names(server), true);
      }
      throw new ClusterException(String.valueOf(e.getMessage()), false);
    } catch (IOException e) {
      throw new ClusterException("the API server " + e.getMessage(), false);
    }
  }

  /** The names of the cluster's nodes, of very many some. */
  public List<String> nodeNames() throws ClusterException, IOException, InterruptedException {
    try (ApiServer server = ApiServer.open(kubeconfig, context)) {
      return nodeNames(server, 1000);
    }
  }

  private static List<String> nodeNames(ApiServer server, int most)
      throws IOException, InterruptedException {
    List<String> names = new ArrayList<>();
    for (JsonNode item : server.json("/api/v1/nodes?limit=" + most).path("items")) {
      names.add(ClusterObjects.text(item.path("metadata"), "name"));
    }
    return List.copyOf(names);
  }

  private static String names(ApiServer server) throws InterruptedException {
    try {
      List<String> names = nodeNames(server, 20);
      return names.isEmpty() ? "none" : String.join(", ", names);
    } catch (IOException e) {
      return "(" + e.getMessage() + ")";
    }
  }

  private static String podsPath(String node) {
    return "/api/v1/pods?fieldSelector=" + encoded("spec.nodeName=" + node);
  }

  private static String eventsPath(String node) {
    return "/api/v1/events?limit=200&fieldSelector="
        + encoded("involvedObject.kind=Node,involvedObject.name=" + node);
  }

  private static List<ClusterEvent> podEvents(ApiServer server, List<TroubledContainer> troubled)
      throws IOException, InterruptedException {
    Map<String, PodObject> pods = new LinkedHashMap<>();
    for (TroubledContainer container : troubled) {
      pods.put(container.pod().uid(), container.pod());
    }
    List<ClusterEvent> events = new ArrayList<>();
    for (PodObject pod : pods.values()) {
      String path =
          "/api/v1/namespaces/"
              + pod.namespace()
              + "/events?limit=50&fieldSelector="
              + encoded("involvedObject.uid=" + pod.uid());
      events.addAll(ClusterObjects.events(pod.object(), server.json(path)));
    }
    return events;
  }

  private static List<ClusterEvent> merged(List<ClusterEvent> some, List<ClusterEvent> others) {
    List<ClusterEvent> all = new ArrayList<>(some);
    all.addAll(others);
    all.sort(ClusterObjects.NEWEST_FIRST);
    return List.copyOf(all);
  }

  /** Where nobody said where it is: through the API server's proxy, else from here. */
  private Reading<ProblemsDocument> detected(ApiServer server, NodeObject node)
      throws InterruptedException {
    String url = backends.agent();
    if (url != null) {
      return problems(url);
    }
    String proxy = "/api/v1/nodes/http:" + encoded(node.name()) + ":" + PORT + "/proxy";
    try {
      return Reading.present(document(server.bytes(proxy + ProblemsDocument.PATH)));
    } catch (IOException e) {
      Reading<ProblemsDocument> direct = problems("http://" + node.internalIp() + ":" + PORT);
      return direct instanceof Reading.Unreadable<ProblemsDocument>(String source, String reason)
          ? Reading.unreadable(source, reason + "; " + e.getMessage())
          : direct;
    }
  }

  private static Reading<ProblemsDocument> problems(String base) throws InterruptedException {
    try (ApiServer agent = ApiServer.open(base)) {
      return Reading.present(document(agent.bytes(ProblemsDocument.PATH)));
    } catch (IOException | IllegalArgumentException e) {
      return Reading.unreadable(base, String.valueOf(e.getMessage()));
    }
  }

  private static ProblemsDocument document(byte[] answer) throws IOException {
    return ProblemsDocument.parse(new ByteArrayInputStream(answer));
  }

  private record History(List<ContainerMemory> memory, @Nullable NodeHistory node) {}

  private static final History NO_HISTORY = new History(List.of(), null);

  private History history(NodeObject node, List<TroubledContainer> troubled)
      throws IOException, InterruptedException {
    String url = backends.prometheus();
    if (url == null) {
      return NO_HISTORY;
    }
    try (PrometheusHistory prometheus = new PrometheusHistory(url)) {
      return new History(prometheus.memory(troubled), prometheus.node(node));
    }
  }

  private List<ContainerWords> words(ApiServer server, List<TroubledContainer> troubled)
      throws InterruptedException {
    List<ContainerWords> words = new ArrayList<>();
    for (TroubledContainer container : troubled) {
      if (container.status().lastEnd() == null) {
        continue; // it never ran
      }
      ContainerWords said = LastLines.ofKubelet(server, container);
      String elasticsearch = backends.elasticsearch();
      if (said == null && elasticsearch != null) {
        said = LastLines.ofElasticsearch(elasticsearch, container);
      }
      if (said != null) {
        words.add(said);
      }
    }
    return List.copyOf(words);
  }

  private void notes(Sources sources, Reading<ProblemsDocument> detected) {
    if (detected instanceof Reading.Unreadable<ProblemsDocument>(String source, String reason)) {
      sources.note(
          "problem detector at " + source, reason, "run the node agent there, or give --agent URL");
    }
    if (backends.prometheus() == null) {
      sources.note("history of metrics", "no address", "--prometheus URL or KDIAG_PROMETHEUS");
    }
    if (backends.elasticsearch() == null) {
      sources.note("logs that kubelet has deleted", "no address", "--elasticsearch URL");
    }
    sources.note("the machine itself", "asked through the cluster", "kdiag node --local, there");
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
