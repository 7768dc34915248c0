package io.kdiag.cli.cluster;

import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.ClusterEvidence.ContainerMemory;
import io.kdiag.cli.evidence.ClusterEvidence.ContainerWords;
import io.kdiag.cli.evidence.ClusterEvidence.NodeHistory;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.cli.evidence.Series;
import io.kdiag.cli.evidence.Subject;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.KubeObject;
import io.kdiag.cli.evidence.kube.KubeObjects;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.cli.gather.Sources;
import io.kdiag.cli.gather.Sources.Source;
import io.kdiag.detector.document.ProblemsDocument;
import io.kdiag.host.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks a source of objects what a question needs, and the back ends what they know of those in
 * trouble: at once, each with a deadline. Only the subject itself must be there; what else is not
 * answered is listed as not checked.
 */
public final class ClusterGatherer implements AutoCloseable {
  private static final Duration ANSWERS = Duration.ofSeconds(12);
  private static final Duration LISTS = Duration.ofSeconds(60);

  /** A dump of some GiB is read through for each kind. */
  private static final Duration FILES = Duration.ofMinutes(15);

  private static final int MOST_AGENTS = 10;

  private final ObjectSource source;
  private final BackendServers servers;
  private final String kdiagVersion;
  private final Consumer<String> progress;

  /** {@code progress} is told how far it is; it takes over {@code source} and closes it. */
  public ClusterGatherer(
      ObjectSource source, Backends backends, String kdiagVersion, Consumer<String> progress) {
    this.source = source;
    this.servers = new BackendServers(source, backends);
    this.kdiagVersion = kdiagVersion;
    this.progress = progress;
  }

  /** On the API server that a kubeconfig names; {@code context}: null for its current one. */
  public static ObjectSource live(Path kubeconfig, @Nullable String context, Backends backends)
      throws ClusterException {
    return new LiveObjects(ApiServer.open(kubeconfig, context), backends.agent());
  }

  /** The evidence about {@code subject}. */
  public Evidence gather(Subject subject) throws ClusterException, InterruptedException {
    try (Sources sources = new Sources()) {
      Asking asking = new Asking(source, sources, source.live() ? LISTS : FILES, progress);
      asking.start(Plan.first(subject));
      if (subject.kind() != null) {
        asking.add(subject(subject, subject.kind()), query(subject, subject.kind()));
      }
      KubeObjects objects = asking.collect();
      asking.start(Plan.second(subject, objects));
      objects = asking.collect();
      asking.noteRefusals();
      asking.noteGaps();
      return evidence(sources, subject, objects);
    }
  }

  private Evidence evidence(Sources sources, Subject subject, KubeObjects objects)
      throws InterruptedException {
    List<TroubledContainer> troubled = TroubledContainer.of(objects.pods());
    Map<String, Source<Reading<ProblemsDocument>>> agents = agents(sources, subject, objects);
    Source<String> version = sources.start("version", ANSWERS, source::version);
    Source<List<ContainerWords>> words =
        sources.start("container logs", ANSWERS, () -> words(troubled));
    Node node = subject.kind() == Kind.NODE ? objects.node(subject.name()) : null;
    Source<History> history =
        sources.start("Prometheus", ANSWERS, () -> history(subject, node, troubled));
    History past = sources.collect(history, NO_HISTORY);
    List<ContainerWords> said = sources.collect(words, List.of());
    Map<String, Reading<ProblemsDocument>> detected = new TreeMap<>();
    for (Map.Entry<String, Source<Reading<ProblemsDocument>>> agent : agents.entrySet()) {
      Reading<ProblemsDocument> nothing = Reading.absent("problem detector");
      detected.put(agent.getKey(), sources.collect(agent.getValue(), nothing));
    }
    ClusterEvidence cluster =
        new ClusterEvidence(
            source.address(),
            subject,
            objects,
            detected,
            said,
            past.memory(),
            past.node(),
            sources.collect(version, ""));
    notes(sources, cluster);
    Instant now = source.now();
    return new Evidence(
        kdiagVersion,
        now,
        HostEvidence.unread(node == null ? "" : node.name(), now),
        cluster,
        sources.notChecked(),
        sources.timings(),
        past.series());
  }

  private static Query query(Subject subject, Kind kind) {
    return Query.one(kind, subject.namespace(), subject.name());
  }

  private KubeObject subject(Subject subject, Kind kind)
      throws ClusterException, InterruptedException {
    List<KubeObject> found = new ArrayList<>();
    Query query = query(subject, kind);
    try {
      source.read(query, found::add);
    } catch (RefusedException e) {
      throw new ClusterException(
          "no right to read " + query.text() + ": " + e.getMessage() + "; see " + query.canI(),
          false);
    } catch (IOException e) {
      throw new ClusterException((source.live() ? "the API server " : "") + e.getMessage(), false);
    }
    if (found.isEmpty()) {
      throw missing(subject, kind);
    }
    return found.getFirst();
  }

  private ClusterException missing(Subject subject, Kind kind) throws InterruptedException {
    String where = subject.namespace().isEmpty() ? "" : " in namespace " + subject.namespace();
    String hint;
    try {
      hint = NearNames.hint(subject.name(), names(kind, subject.namespace()));
    } catch (IOException e) {
      hint = "; which there are could not be read: " + e.getMessage();
    }
    String word = kind.kindName().toLowerCase(Locale.ROOT);
    return new ClusterException("no " + word + " " + subject.name() + where + hint, true);
  }

  /** The names of the objects of a kind. */
  public List<String> names(Kind kind, String namespace) throws IOException, InterruptedException {
    List<String> names = new ArrayList<>();
    source.read(Query.all(kind, namespace), object -> names.add(object.name()));
    names.sort(null);
    return List.copyOf(names);
  }

  /** The problem detectors of the node in question, or of those where pods are in trouble. */
  private Map<String, Source<Reading<ProblemsDocument>>> agents(
      Sources sources, Subject subject, KubeObjects objects) {
    Map<String, Source<Reading<ProblemsDocument>>> agents = new LinkedHashMap<>();
    List<Node> asked =
        subject.kind() == Kind.NODE
            ? objects.nodes().stream().filter(each -> each.name().equals(subject.name())).toList()
            : objects.nodes().stream().filter(each -> isSuspect(objects, each)).toList();
    for (Node node : asked.subList(0, Math.min(MOST_AGENTS, asked.size()))) {
      agents.put(
          node.name(),
          sources.start(
              "problem detector of " + node.name(),
              ANSWERS,
              () -> source.problems(node.name(), node.internalIp())));
    }
    return agents;
  }

  private static boolean isSuspect(KubeObjects objects, Node node) {
    return !node.ready() || objects.podsOn(node.name()).stream().anyMatch(Plan::isTroubled);
  }

  private record History(
      List<ContainerMemory> memory, @Nullable NodeHistory node, List<Series> series) {}

  private static final History NO_HISTORY = new History(List.of(), null, List.of());

  private History history(Subject subject, @Nullable Node node, List<TroubledContainer> troubled)
      throws IOException, InterruptedException {
    if (!source.live()) {
      return new History(List.of(), null, source.series());
    }
    ApiServer server = servers.prometheus();
    if (server == null) {
      return NO_HISTORY;
    }
    PrometheusHistory prometheus = new PrometheusHistory(server);
    return new History(
        prometheus.memory(troubled),
        node == null ? null : prometheus.node(node),
        plots(prometheus, subject, node));
  }

  /** Nice to have: an answer does not fail for want of them. */
  private static List<Series> plots(
      PrometheusHistory prometheus, Subject subject, @Nullable Node node)
      throws InterruptedException {
    try {
      return prometheus.series(subject, node);
    } catch (IOException e) {
      return List.of();
    }
  }

  /** The whole cluster's numbers over the last hour; none where nobody can tell. */
  public List<Series> series() throws InterruptedException {
    try {
      return history(Subject.cluster(), null, List.of()).series();
    } catch (IOException e) {
      return List.of();
    }
  }

  private List<ContainerWords> words(List<TroubledContainer> troubled)
      throws IOException, InterruptedException {
    ApiServer elasticsearch = source.live() && !troubled.isEmpty() ? servers.elasticsearch() : null;
    List<ContainerWords> words = new ArrayList<>();
    for (TroubledContainer container : troubled) {
      if (container.status().lastEnd() == null && !container.status().running()) {
        continue; // it never ran
      }
      ContainerWords said = LastLines.ofKubelet(source, container);
      if (said == null && elasticsearch != null) {
        said = LastLines.ofElasticsearch(elasticsearch, container);
      }
      if (said != null) {
        words.add(said);
      }
    }
    return List.copyOf(words);
  }

  private void notes(Sources sources, ClusterEvidence cluster) throws InterruptedException {
    cluster
        .detected()
        .forEach(
            (node, reading) -> {
              if (reading
                  instanceof Reading.Unreadable<ProblemsDocument>(String at, String reason)) {
                sources.note(
                    "problem detector of " + node + " at " + at,
                    reason,
                    "run the node agent there, or give --agent URL");
              }
            });
    if (!source.live()) {
      return;
    }
    Backends known = servers.backends();
    if (known.prometheus() == null) {
      sources.note(
          "history of metrics",
          "no service prometheus in namespace " + known.namespace(),
          "--prometheus URL or KDIAG_PROMETHEUS");
    }
    if (known.elasticsearch() == null) {
      sources.note(
          "logs that kubelet has deleted",
          "no service elasticsearch in namespace " + known.namespace(),
          "--elasticsearch URL or KDIAG_ELASTICSEARCH");
    }
    if (cluster.subject().kind() == Kind.NODE) {
      sources.note("the machine itself", "asked through the cluster", "kdiag node --local, there");
    }
  }

  @Override
  public void close() {
    source.close();
  }
}
