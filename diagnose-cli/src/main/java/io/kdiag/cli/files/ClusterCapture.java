package io.kdiag.cli.files;

import io.kdiag.cli.cluster.ObjectSource;
import io.kdiag.cli.cluster.Query;
import io.kdiag.cli.evidence.Evidence.NotChecked;
import io.kdiag.cli.evidence.KdiagJson;
import io.kdiag.cli.evidence.Series;
import io.kdiag.cli.evidence.kube.ContainerRun;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.KubeObject;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.detector.document.ProblemsDocument;
import io.kdiag.host.Reading;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Lays a cluster out in files, as {@link FileObjects} reads them. What is written are the records
 * that rules see: fields they do not know, values of Secrets, ConfigMaps and environments, and
 * annotations that may hold any of those are not in them and so cannot get out.
 */
public final class ClusterCapture {
  private static final int MOST_LOGS = 300;
  private static final int MOST_AGENTS = 200;

  private final ObjectSource source;
  private final Path directory;
  private final int logLines;
  private final Consumer<String> progress;
  private final Map<Kind, Integer> kinds = Collections.synchronizedMap(new EnumMap<>(Kind.class));
  private final List<NotChecked> missing = Collections.synchronizedList(new ArrayList<>());
  private final List<PodLog> troubled = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();

  private record PodLog(Pod pod, boolean previous) {}

  /** {@code logLines}: of each container of a pod in trouble, at most. */
  public ClusterCapture(
      ObjectSource source, Path directory, int logLines, Consumer<String> progress) {
    this.source = source;
    this.directory = directory;
    this.logLines = logLines;
    this.progress = progress;
  }

  /** What the capture holds, and what it could not get. */
  public record Manifest(
      String apiVersion,
      String kind,
      String kdiagVersion,
      String source,
      Instant time,
      Map<String, Integer> objects,
      List<NotChecked> notCaptured) {
    static final String KIND = "ClusterCapture";
  }

  public Manifest write(String kdiagVersion, List<Series> metrics)
      throws IOException, InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> under = new ArrayList<>();
      for (Kind kind : Kind.values()) {
        under.add(threads.submit(() -> capture(kind)));
      }
      finish(under);
      under.clear();
      for (Node node : nodes.subList(0, Math.min(MOST_AGENTS, nodes.size()))) {
        under.add(threads.submit(() -> problems(node)));
      }
      for (PodLog log : troubled.subList(0, Math.min(MOST_LOGS, troubled.size()))) {
        under.add(threads.submit(() -> log(log)));
      }
      finish(under);
    }
    if (kinds.isEmpty()) {
      throw new IOException(missing.isEmpty() ? "nothing could be read" : missing.getFirst().why());
    }
    if (!metrics.isEmpty()) {
      Files.write(directory.resolve("metrics.json"), KdiagJson.pretty().writeValueAsBytes(metrics));
    }
    Map<String, Integer> objects = new TreeMap<>();
    kinds.forEach((kind, count) -> objects.put(kind.kindName(), count));
    Manifest manifest =
        new Manifest(
            "kdiag.io/v1",
            Manifest.KIND,
            kdiagVersion,
            source.address(),
            source.now(),
            objects,
            List.copyOf(missing));
    Files.write(directory.resolve("manifest.json"), KdiagJson.pretty().writeValueAsBytes(manifest));
    return manifest;
  }

  private static void finish(List<Future<?>> under) throws IOException, InterruptedException {
    for (Future<?> each : under) {
      try {
        each.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof IOException failed) {
          throw failed;
        }
        throw new IllegalStateException("capturing failed", e.getCause());
      }
    }
  }

  /** Fails where it cannot be written; what cannot be read is noted. */
  private Void capture(Kind kind) throws IOException, InterruptedException {
    int count = 0;
    try (ListFiles files = new ListFiles(directory, kind)) {
      try {
        source.read(
            Query.all(kind, ""),
            object -> {
              files.add(object);
              remember(object);
            });
        count = files.count();
        kinds.put(kind, count);
      } catch (IOException e) {
        missing.add(new NotChecked(kind.plural(), String.valueOf(e.getMessage()), ""));
      }
    }
    progress.accept(count + " " + kind.plural());
    return null;
  }

  private void remember(KubeObject object) {
    if (object instanceof Node node) {
      nodes.add(node);
    }
    if (object instanceof Pod pod && isTroubled(pod)) {
      troubled.add(new PodLog(pod, false));
      if (pod.containers().stream().anyMatch(container -> container.before() != null)) {
        troubled.add(new PodLog(pod, true));
      }
    }
  }

  private static boolean isTroubled(Pod pod) {
    return !pod.phase().equals("Succeeded")
        && (!pod.ready() || pod.containers().stream().anyMatch(c -> c.restarts() > 0));
  }

  private Void problems(Node node) throws IOException, InterruptedException {
    Reading<ProblemsDocument> reading = source.problems(node.name(), node.internalIp());
    switch (reading) {
      case Reading.Present<ProblemsDocument>(ProblemsDocument document) -> {
        Path file = directory.resolve("hosts").resolve(node.name()).resolve("problems.json");
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
          document.write(out);
        }
      }
      case Reading.Absent<ProblemsDocument>(String at) -> missed(node, at + " is not there");
      case Reading.Unreadable<ProblemsDocument>(String at, String why) ->
          missed(node, at + ": " + why);
      case Reading.Malformed<ProblemsDocument>(String at, String why) ->
          missed(node, at + ": " + why);
    }
    return null;
  }

  private void missed(Node node, String why) {
    missing.add(
        new NotChecked("problem detector of " + node.name(), why, "run the node agent there"));
  }

  private Void log(PodLog wanted) throws IOException, InterruptedException {
    Pod pod = wanted.pod();
    StringBuilder text = new StringBuilder();
    for (ContainerRun container : pod.containers()) {
      if (wanted.previous()
          ? container.before() == null
          : !container.running() && container.lastEnd() == null) {
        continue;
      }
      try {
        String lines = source.log(new Query.Log(container, wanted.previous(), logLines));
        text.append(CapturedLogs.section(pod, container.name(), lines));
      } catch (IOException e) {
        missing.add(
            new NotChecked("log of " + container.object(), String.valueOf(e.getMessage()), ""));
      }
    }
    if (!text.isEmpty()) {
      Path file = directory.resolve(pod.namespace()).resolve(pod.name());
      Files.createDirectories(file);
      Files.writeString(
          file.resolve(wanted.previous() ? CapturedLogs.PREVIOUS : CapturedLogs.PRESENT), text);
    }
    return null;
  }
}
