package io.kdiag.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kdiag.cli.logs.LineSource;
import io.kdiag.cli.logs.LineStream;
import io.kdiag.cli.logs.LogLine;
import io.kdiag.cli.logs.LogQuery;
import io.kdiag.host.Timestamp;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Containers' logs as the shipper brought them into Elasticsearch, in pages: also of pods that are
 * gone.
 *
 * @see <a
 *     href="https://www.elastic.co/docs/reference/elasticsearch/rest-apis/paginate-search-results">Paginate
 *     search results</a>
 */
public final class ElasticsearchLines implements LineSource {
  private static final int PAGE = 1000;
  private static final Duration LOOKS = Duration.ofSeconds(1);

  /** The shipper needs a moment: what is younger may still get older neighbours. */
  private static final Duration SETTLING = Duration.ofSeconds(10);

  private final ApiServer server;
  private final ObjectSource source;

  private ElasticsearchLines(ApiServer server, ObjectSource source) {
    this.server = server;
    this.source = source;
  }

  /**
   * Null where nobody says where it is. Closes {@code source}, which may lead to it, when closed;
   * throws IllegalArgumentException where its address is none.
   */
  public static @Nullable ElasticsearchLines open(ObjectSource source, Backends backends)
      throws IOException, InterruptedException {
    ApiServer server = new BackendServers(source, backends).elasticsearch();
    return server == null ? null : new ElasticsearchLines(server, source);
  }

  @Override
  public List<LineStream> open(LogQuery query) {
    return List.of(new Pages(query, query.since()));
  }

  @Override
  public void follow(LogQuery query, Consumer<LogLine> lines)
      throws IOException, InterruptedException {
    Instant from = Instant.now().minus(SETTLING);
    Deque<String> seen = new ArrayDeque<>();
    while (true) {
      Pages pages = new Pages(query, from);
      for (LogLine line = pages.next(); line != null; line = pages.next()) {
        String key = line.time() + line.origin() + line.message();
        if (query.matches(line) && !seen.contains(key)) {
          seen.addLast(key);
          lines.accept(line);
        }
      }
      while (seen.size() > PAGE) {
        seen.removeFirst();
      }
      from = Instant.now().minus(SETTLING);
      Thread.sleep(LOOKS);
    }
  }

  @Override
  public void close() {
    server.close();
    source.close();
  }

  /** The hits in the order of time, page by page. */
  private final class Pages implements LineStream {
    private final LogQuery query;
    private final @Nullable Instant since;
    private final Deque<JsonNode> hits = new ArrayDeque<>();
    private @Nullable JsonNode after;
    private boolean last;

    Pages(LogQuery query, @Nullable Instant since) {
      this.query = query;
      this.since = since;
    }

    @Override
    public @Nullable LogLine next() throws IOException, InterruptedException {
      if (hits.isEmpty() && !last) {
        fetch();
      }
      JsonNode hit = hits.poll();
      return hit == null ? null : line(hit.path("_source"));
    }

    private void fetch() throws IOException, InterruptedException {
      String path =
          "/logs-kdiag.container-*/_search?ignore_unavailable=true"
              + "&source_content_type=application%2Fjson&source="
              + ApiServer.encoded(request().toString());
      JsonNode found = server.json(path).path("hits").path("hits");
      found.forEach(hits::add);
      last = found.size() < PAGE;
      after = found.size() == 0 ? null : found.get(found.size() - 1).path("sort");
    }

    private ObjectNode request() {
      ObjectNode request = JsonNodeFactory.instance.objectNode();
      request.put("size", PAGE).put("track_total_hits", false);
      ArrayNode sort = request.putArray("sort");
      sort.addObject()
          .putObject("@timestamp")
          .put("order", "asc")
          .put("format", "strict_date_optional_time_nanos");
      sort.addObject().putObject("log.offset").put("order", "asc").put("unmapped_type", "long");
      if (after != null) {
        request.set("search_after", after);
      }
      ArrayNode filter = request.putObject("query").putObject("bool").putArray("filter");
      name(filter, "kubernetes.namespace", query.namespace());
      name(filter, "kubernetes.pod.name", query.pod());
      name(filter, "kubernetes.container.name", query.container());
      if (since != null || query.until() != null) {
        ObjectNode range = filter.addObject().putObject("range").putObject("@timestamp");
        if (since != null) {
          range.put("gte", since.toString());
        }
        if (query.until() != null) {
          range.put("lte", query.until().toString());
        }
      }
      return request;
    }

    private static void name(ArrayNode filter, String field, @Nullable String pattern) {
      if (pattern != null) {
        boolean stars = pattern.indexOf('*') >= 0;
        filter.addObject().putObject(stars ? "wildcard" : "term").put(field, pattern);
      }
    }

    private static LogLine line(JsonNode document) {
      Instant time = Timestamp.parse(document.path("@timestamp").asText());
      JsonNode kubernetes = document.path("kubernetes");
      return new LogLine(
          time == null ? Instant.EPOCH : time,
          text(document, kubernetes, "namespace"),
          text(document, kubernetes.path("pod"), "pod.name"),
          text(document, kubernetes.path("container"), "container.name"),
          document.path("stream").asText(""),
          document.path("message").asText(""));
    }

    /** Documents have dotted names or objects, as it pleases whoever wrote them. */
    private static String text(JsonNode document, JsonNode object, String field) {
      String dotted = document.path("kubernetes." + field).asText("");
      String last = field.substring(field.lastIndexOf('.') + 1);
      return dotted.isEmpty() ? object.path(last).asText("") : dotted;
    }

    @Override
    public void close() {
      hits.clear();
    }
  }
}
