package io.kdiag.shipper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The component and index template of the data stream, installed where they are missing: what an
 * operator has changed stays.
 */
final class Templates {
  private static final String COMPONENT = "/_component_template/logs-kdiag.container";
  private static final String INDEX = "/_index_template/logs-kdiag.container";

  private final ElasticsearchSink sink;
  private final ShipperLog log;
  private final String pattern;
  private boolean settled;

  Templates(ElasticsearchSink sink, String dataStream, ShipperLog log) {
    this.sink = sink;
    this.log = log;
    this.pattern = dataStream.substring(0, dataStream.lastIndexOf('-')) + "-*";
  }

  /**
   * True once they are there, or once it is known that we may not see or make them; then they are
   * the operator's to make.
   */
  synchronized boolean install() {
    try {
      settled =
          settled || (install(COMPONENT, "component-template") && install(INDEX, "index-template"));
    } catch (IOException | RuntimeException e) {
      log.complain("cannot install templates", "error=" + ShipperLog.quote(e));
    }
    return settled;
  }

  private boolean install(String path, String resource) throws IOException {
    int found = sink.administer("GET", path, null);
    if (found == 404) {
      found = put(path, resource);
    }
    if (found == 401 || found == 403 || found == 400) {
      log.complain("templates are left to the operator", "path=" + path + " status=" + found);
      return true;
    }
    return found == 200;
  }

  private int put(String path, String resource) throws IOException {
    String json = resource(resource + ".json").replace("PATTERN", pattern);
    int status = sink.administer("PUT", path, json);
    log.info("template", "path=" + path + " status=" + status);
    return status;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Templates.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("not in the program: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
