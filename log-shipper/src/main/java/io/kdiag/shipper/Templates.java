package io.kdiag.shipper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The component and index templates of the data streams, installed where they are missing or of an
 * earlier shipper: what an operator has changed stays. A server that refuses a part (retention on
 * one without data stream lifecycle, sorting) gets the rest.
 */
final class Templates {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String OURS = "kdiag log-shipper";
  private static final int BAD_REQUEST = 400;

  /** A pair of templates: {@code name} is that of both and of the resource with the mapping. */
  private record Pair(String name, String pattern) {}

  private final ElasticsearchSink sink;
  private final ShipperLog log;
  private final @Nullable String retention;
  private final List<Pair> pairs;
  private boolean settled;

  Templates(ElasticsearchSink sink, LogShipperConfiguration configuration, ShipperLog log) {
    this.sink = sink;
    this.log = log;
    this.retention = configuration.retention();
    this.pairs =
        List.of(
            new Pair("logs-kdiag.container", pattern(configuration.dataStream())),
            new Pair("logs-kdiag.system", pattern(configuration.systemDataStream())));
  }

  private static String pattern(String stream) {
    return stream.substring(0, stream.lastIndexOf('-')) + "-*";
  }

  /**
   * True once they are there, or once it is known that we may not see or make them; then they are
   * the operator's to make.
   */
  synchronized boolean install() {
    try {
      boolean all = true;
      for (Pair pair : settled ? List.<Pair>of() : pairs) {
        all &= install("component", pair) && install("index", pair);
      }
      settled |= all;
    } catch (IOException | RuntimeException e) {
      log.complain("cannot install templates", "error=" + ShipperLog.quote(e));
    }
    return settled;
  }

  private boolean install(String kind, Pair pair) throws IOException {
    String path = "/_" + kind + "_template/" + pair.name();
    ElasticsearchSink.Answer found = sink.administer("GET", path, null);
    JsonNode there = found.body().path(kind + "_templates").path(0).path(kind + "_template");
    JsonNode wanted = wanted(kind, pair);
    int status = found.status();
    boolean older =
        there.at("/_meta/managed_by").asText().equals(OURS)
            && there.path("version").asInt() < wanted.path("version").asInt();
    if (status == 404 || (status == 200 && older)) {
      status = put(path, wanted);
    }
    if (status == 401 || status == 403 || status == BAD_REQUEST) {
      log.complain("templates are left to the operator", "path=" + path + " status=" + status);
      return true;
    }
    return status == 200;
  }

  private JsonNode wanted(String kind, Pair pair) throws IOException {
    String resource = kind.equals("index") ? "index-template" : pair.name();
    ObjectNode json = (ObjectNode) MAPPER.readTree(resource(resource + ".json"));
    if (kind.equals("index")) {
      json.putArray("index_patterns").add(pair.pattern());
      json.putArray("composed_of").add(pair.name());
      if (retention != null) {
        json.putObject("template").putObject("lifecycle").put("data_retention", retention);
      }
    }
    return json;
  }

  /** Without what the server refuses, one part after the other. */
  private int put(String path, JsonNode wanted) throws IOException {
    int status = sink.administer("PUT", path, wanted.toString()).status();
    for (String part : List.of("lifecycle", "settings")) {
      if (status == BAD_REQUEST && wanted.path("template").has(part)) {
        ObjectNode template = (ObjectNode) wanted.path("template");
        JsonNode ignored = template.remove(part);
        status = sink.administer("PUT", path, wanted.toString()).status();
        log.complain("the server refuses a part of a template", "path=" + path + " part=" + part);
      }
    }
    log.info("template", "path=" + path + " status=" + status);
    return status;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Templates.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("not in the program: " + name);
      }
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
