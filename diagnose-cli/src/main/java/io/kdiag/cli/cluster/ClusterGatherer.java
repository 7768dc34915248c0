package io.kdiag.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.ClusterEvidence.ContainerMemory;
import io.kdiag.cli.evidence.ClusterEvidence.ContainerWords;
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
import java.util.List;
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
    try (ApiServer server = Kubeconfig.open(kubeconfig, context);
        Sources sources = new Sources()) {
      Source<List<PodObject>> pods =
          sources.start("pods", ANSWERS, () -> ClusterObjects.pods(server.json(podsPath(name))));
      Source<List<ClusterEvidence.NodeEvent>> events =
          sources.start(
              "events", ANSWERS, () -> ClusterObjects.events(server.json(eventsPath(name))));
      NodeObject node = node(server, name);
      Source<Reading<ProblemsDocument>> detected =
          sources.start("problem detector", ANSWERS, () -> detected(node));
      List<PodObject> all = sources.collect(pods, List.of());
      List<TroubledContainer> troubled = TroubledContainer.of(all);
      Source<List<ContainerWords>> words =
          sources.start("container logs", ANSWERS, () -> words(server, troubled));
      Source<List<ContainerMemory>> memory =
          sources.start("Prometheus", ANSWERS, () -> memory(troubled));
      ClusterEvidence cluster =
          new ClusterEvidence(
              server.base().toString(),
              node,
              all,
              sources.collect(events, List.of()),
              sources.collect(detected, Reading.absent("problem detector")),
              sources.collect(words, List.of()),
              sources.collect(memory, List.of()));
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

  private static String names(ApiServer server) throws InterruptedException {
    try {
      List<String> names = new ArrayList<>();
      for (JsonNode item : server.json("/api/v1/nodes?limit=20").path("items")) {
        names.add(ClusterObjects.text(item.path("metadata"), "name"));
      }
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

  private Reading<ProblemsDocument> detected(NodeObject node) throws InterruptedException {
    String url = backends.agent();
    String base = url == null ? "http://" + node.internalIp() + ":" + PORT : url;
    try (ApiServer agent = ApiServer.open(base)) {
      byte[] answer = agent.bytes(ProblemsDocument.PATH);
      return Reading.present(ProblemsDocument.parse(new ByteArrayInputStream(answer)));
    } catch (IOException | IllegalArgumentException e) {
      return Reading.unreadable(base, String.valueOf(e.getMessage()));
    }
  }

  private List<ContainerWords> words(ApiServer server, List<TroubledContainer> troubled)
      throws InterruptedException {
    List<ContainerWords> words = new ArrayList<>();
    for (TroubledContainer container : troubled) {
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

  private List<ContainerMemory> memory(List<TroubledContainer> troubled)
      throws IOException, InterruptedException {
    String url = backends.prometheus();
    if (url == null) {
      return List.of();
    }
    List<ContainerMemory> memory = new ArrayList<>();
    try (ApiServer prometheus = ApiServer.open(url)) {
      for (TroubledContainer container : troubled) {
        JsonNode answer = prometheus.json("/api/v1/query?query=" + encoded(mostMemory(container)));
        JsonNode value = answer.path("data").path("result").path(0).path("value").path(1);
        if (value.isTextual()) {
          memory.add(
              new ContainerMemory(
                  container.pod().namespace(),
                  container.pod().name(),
                  container.status().name(),
                  url,
                  Math.round(Double.parseDouble(value.asText()))));
        }
      }
    }
    return List.copyOf(memory);
  }

  private static String mostMemory(TroubledContainer container) {
    return "max(max_over_time(container_memory_working_set_bytes{namespace=\""
        + container.pod().namespace()
        + "\",pod=\""
        + container.pod().name()
        + "\",container=\""
        + container.status().name()
        + "\"}[1h]))";
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
