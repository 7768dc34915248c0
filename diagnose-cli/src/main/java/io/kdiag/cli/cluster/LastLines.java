package io.kdiag.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.kdiag.cli.evidence.ClusterEvidence.ContainerWords;
import io.kdiag.cli.gather.LogGroups;
import io.kdiag.host.containerlog.CriLine;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last lines of a container: kubelet's, through the API server, or those in Elasticsearch. */
final class LastLines {
  private static final int LINES = 50;

  private LastLines() {}

  /** Of the run before, or of this one if it has no run before; null where kubelet has none. */
  static @Nullable ContainerWords ofKubelet(ObjectSource source, TroubledContainer container)
      throws InterruptedException {
    boolean before = !container.saysItNow();
    try {
      List<CriLine> lines = new ArrayList<>();
      String text = source.log(new Query.Log(container.status(), before, LINES));
      for (String line : text.split("\n", -1)) {
        add(lines, line);
      }
      return lines.isEmpty() ? null : words(container, "kubectl logs", lines);
    } catch (IOException e) {
      return null; // kubelet may be the one that is down: Elasticsearch is asked next
    }
  }

  private static void add(List<CriLine> lines, String line) {
    int blank = line.indexOf(' ');
    if (blank > 0) {
      try {
        Instant time = Instant.parse(line.substring(0, blank));
        lines.add(new CriLine(time, "stdout", false, line.substring(blank + 1)));
      } catch (DateTimeParseException e) {
        lines.add(new CriLine(Instant.EPOCH, "stdout", false, line));
      }
    }
  }

  /** Null where it has none or does not answer. */
  static @Nullable ContainerWords ofElasticsearch(ApiServer server, TroubledContainer container)
      throws InterruptedException {
    String query =
        "kubernetes.pod.uid:\""
            + container.pod().uid()
            + "\" AND kubernetes.container.name:\""
            + container.status().name()
            + "\"";
    String path =
        "/logs-kdiag.container-*/_search?ignore_unavailable=true&size="
            + LINES
            + "&sort=%40timestamp:desc&q="
            + ApiServer.encoded(query);
    try {
      List<CriLine> lines = new ArrayList<>();
      for (JsonNode hit : server.json(path).path("hits").path("hits")) {
        JsonNode document = hit.path("_source");
        Instant time = JsonFields.time(document.path("@timestamp"));
        String message = JsonFields.text(document, "message");
        lines.addFirst(new CriLine(time == null ? Instant.EPOCH : time, "stdout", false, message));
      }
      return lines.isEmpty() ? null : words(container, server.base().toString(), lines);
    } catch (IOException e) {
      return null;
    }
  }

  private static ContainerWords words(
      TroubledContainer container, String source, List<CriLine> lines) {
    return new ContainerWords(
        container.pod().namespace(),
        container.pod().name(),
        container.status().name(),
        source,
        LogGroups.of(lines));
  }
}
