package io.kdiag.cli.cluster;

import io.kdiag.cli.evidence.kube.ContainerRun;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.KubeObject;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.cli.logs.ByteLines;
import io.kdiag.cli.logs.LineSource;
import io.kdiag.cli.logs.LineStream;
import io.kdiag.cli.logs.LogLevel;
import io.kdiag.cli.logs.LogLine;
import io.kdiag.cli.logs.LogQuery;
import io.kdiag.cli.logs.TimedLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Containers' logs as kubelet has them, through the API server. */
public final class KubeletLines implements LineSource {
  private static final int MOST_CONTAINERS = 100;
  private static final int UNFILTERED_LINES = 5000;
  private static final int FILTERED_LINES = 50_000;

  /** All containers' together: the merge holds what was fetched. */
  private static final long MOST_BYTES = 64L << 20;

  private final ApiServer server;
  private final LiveObjects objects;

  private KubeletLines(ApiServer server) {
    this.server = server;
    this.objects = new LiveObjects(server, null);
  }

  public static KubeletLines open(Path kubeconfig, @Nullable String context)
      throws ClusterException {
    return new KubeletLines(ApiServer.open(kubeconfig, context));
  }

  /** The namespace that is meant where none is named. */
  public String namespace() {
    return server.namespace();
  }

  @Override
  public List<LineStream> open(LogQuery query) throws IOException, InterruptedException {
    List<ContainerRun> containers = containers(query);
    List<LineStream> streams = new ArrayList<>();
    for (ContainerRun container : containers) {
      streams.add(new KubeletLog(server, container, path(container, query, containers.size())));
    }
    return List.copyOf(streams);
  }

  private List<ContainerRun> containers(LogQuery query) throws IOException, InterruptedException {
    String namespace = query.namespace();
    boolean one = namespace != null && namespace.indexOf('*') < 0;
    List<KubeObject> pods = new ArrayList<>();
    objects.read(Query.all(Kind.POD, one && namespace != null ? namespace : ""), pods::add);
    List<ContainerRun> containers = new ArrayList<>();
    for (KubeObject pod : pods) {
      for (ContainerRun container : ((Pod) pod).containers()) {
        boolean ran = container.running() || container.lastEnd() != null;
        boolean wanted = query.matchesContainer(pod.namespace(), pod.name(), container.name());
        if (wanted && (query.previous() ? container.before() != null : ran)) {
          containers.add(container);
        }
      }
    }
    if (containers.size() > MOST_CONTAINERS) {
      throw new IOException(
          containers.size()
              + " containers are too many to ask kubelet for: name a namespace or pods, or use"
              + " --source elasticsearch");
    }
    return containers;
  }

  private static String path(ContainerRun container, LogQuery query, int containers) {
    boolean filtered =
        query.wanted() != null
            || query.unwanted() != null
            || query.level() != LogLevel.TRACE
            || query.since() != null;
    return base(container)
        + "&previous="
        + query.previous()
        + "&tailLines="
        + (filtered ? FILTERED_LINES : UNFILTERED_LINES)
        + "&limitBytes="
        + MOST_BYTES / Math.max(1, containers)
        + (query.since() == null ? "" : "&sinceTime=" + ApiServer.encoded("" + query.since()));
  }

  private static String base(ContainerRun container) {
    return "/api/v1/namespaces/%s/pods/%s/log?timestamps=true&container=%s"
        .formatted(
            ApiServer.encoded(container.pod().namespace()),
            ApiServer.encoded(container.pod().name()),
            ApiServer.encoded(container.name()));
  }

  /** One thread a container waits for its lines; this one hands them on. */
  @Override
  public void follow(LogQuery query, Consumer<LogLine> lines)
      throws IOException, InterruptedException {
    BlockingQueue<LogLine> queue = new LinkedBlockingQueue<>(10_000);
    List<Thread> threads = new ArrayList<>();
    try {
      for (ContainerRun container : containers(query)) {
        threads.add(Thread.ofVirtual().start(() -> follow(container, query, queue)));
      }
      while (threads.stream().anyMatch(Thread::isAlive) || !queue.isEmpty()) {
        LogLine line = queue.poll(1, TimeUnit.SECONDS);
        if (line != null) {
          lines.accept(line);
        }
      }
    } finally {
      threads.forEach(Thread::interrupt);
    }
  }

  private void follow(ContainerRun container, LogQuery query, BlockingQueue<LogLine> queue) {
    Pod pod = container.pod();
    try (ByteLines lines =
        new ByteLines(server.stream(base(container) + "&follow=true&tailLines=0"))) {
      for (String text = lines.next(); text != null; text = lines.next()) {
        LogLine line = TimedLine.parse(text, pod.namespace(), pod.name(), container.name());
        if (query.matches(line)) {
          queue.put(line);
        }
      }
    } catch (IOException | InterruptedException e) {
      return; // the container ended, or the reader has gone
    }
  }

  @Override
  public void close() {
    server.close();
  }

  /** Fetched when it is first read. */
  private static final class KubeletLog implements LineStream {
    private final ApiServer server;
    private final ContainerRun container;
    private final String path;
    private @Nullable ByteLines lines;

    KubeletLog(ApiServer server, ContainerRun container, String path) {
      this.server = server;
      this.container = container;
      this.path = path;
    }

    @Override
    public @Nullable LogLine next() throws IOException, InterruptedException {
      if (lines == null) {
        lines = new ByteLines(new ByteArrayInputStream(server.bytes(path)));
      }
      String text = lines.next();
      Pod pod = container.pod();
      return text == null
          ? null
          : TimedLine.parse(text, pod.namespace(), pod.name(), container.name());
    }

    @Override
    public void close() {
      lines = null;
    }
  }
}
