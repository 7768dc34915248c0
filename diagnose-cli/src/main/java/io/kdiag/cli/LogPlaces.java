package io.kdiag.cli;

import io.kdiag.cli.cluster.ClusterException;
import io.kdiag.cli.cluster.ElasticsearchLines;
import io.kdiag.cli.cluster.KubeletLines;
import io.kdiag.cli.cluster.ObjectSource;
import io.kdiag.cli.files.FileObjects;
import io.kdiag.cli.logs.LineSource;
import io.kdiag.cli.logs.LineStream;
import io.kdiag.cli.logs.LocalLines;
import io.kdiag.cli.logs.LogLine;
import io.kdiag.cli.logs.LogQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens the place where log lines are read. */
final class LogPlaces {
  private final Console console;
  private final PlaceOptions place;
  private final LogsCommand.Source source;
  private Instant now = Instant.now();
  private String namespace = "default";

  LogPlaces(Console console, PlaceOptions place, LogsCommand.Source source) {
    this.console = console;
    this.place = place;
    this.source = source;
  }

  LineSource open() throws FailureException, InterruptedException {
    Gathering gathering = new Gathering(console);
    Path from = place.from();
    if (place.local()) {
      return new LocalLines(gathering.root());
    }
    if (from != null) {
      return captured(gathering.files(from));
    }
    return source == LogsCommand.Source.elasticsearch ? elasticsearch() : kubelet();
  }

  private LineSource captured(FileObjects files) {
    now = files.now();
    return new LineSource() {
      @Override
      public List<LineStream> open(LogQuery query) throws IOException {
        return files.logs().open(query);
      }

      @Override
      public void follow(LogQuery query, Consumer<LogLine> lines) throws IOException {
        files.logs().follow(query, lines);
      }

      @Override
      public void close() {
        files.close();
      }
    };
  }

  private LineSource elasticsearch() throws FailureException, InterruptedException {
    ObjectSource cluster = new Gathering(console).source(place.cluster());
    namespace = cluster.namespace();
    try {
      LineSource lines =
          ElasticsearchLines.open(cluster, place.cluster().backends(console.environment()));
      if (lines != null) {
        return lines;
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new FailureException(ExitCode.USAGE, "Elasticsearch: " + e.getMessage());
    }
    throw new FailureException(
        ExitCode.USAGE,
        "where is Elasticsearch? There is no such service in the toolkit's namespace; give"
            + " --elasticsearch URL or KDIAG_ELASTICSEARCH");
  }

  private LineSource kubelet() throws FailureException {
    try {
      KubeletLines lines =
          KubeletLines.open(
              place.cluster().kubeconfig(console.environment()),
              place.cluster().context(console.environment()));
      namespace = lines.namespace();
      return lines;
    } catch (ClusterException e) {
      throw Gathering.failure(e);
    }
  }

  /** Of the place that was opened. */
  Instant now() {
    return now;
  }

  /** What is meant where no namespace is named: on a machine and in files, all. */
  @Nullable String namespace() {
    boolean some = place.local() || place.from() != null;
    return place.allNamespaces() || some ? null : namespace;
  }
}
