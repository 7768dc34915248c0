package io.kdiag.shipper;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.kdiag.host.Timestamp;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Answers {@code GET /api/v1/explain?pod=NAME[&namespace=NS][&time=RFC3339]}: where a pod's lines
 * of a time are, how far they came, and by which id their document is to be found. No log text.
 *
 * <pre>
 * {"pod":"web-0","runs":[{"namespace":"default","container":"nginx","restart":3,"read":81920,
 *  "acknowledged":{"stdout":79872,"stderr":81920},"lag_bytes":0,"files":[{"path":"/var/log/pods/...",
 *  "bytes":81920,"base":0}],"line":{"file":"/var/log/pods/...","offset_in_file":2560,"offset":2560,
 *  "time":"2026-11-20T21:17:03.1Z","state":"acknowledged by Elasticsearch","id":"q83v...-1z4-3c"}}]}
 * </pre>
 */
final class Explanation implements HttpHandler {
  private static final int MOST_RUNS = 20;
  private static final long PATIENCE_SECONDS = 5;

  private final LogReader reader;

  Explanation(LogReader reader) {
    this.reader = reader;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    String pod = query.getOrDefault("pod", "");
    String wanted = query.getOrDefault("time", "");
    Instant time = wanted.isEmpty() ? null : Timestamp.parse(wanted);
    if (pod.isEmpty() || (time == null && !wanted.isEmpty())) {
      reply(
          exchange,
          400,
          "{\"error\":\"expected ?pod=NAME and perhaps &namespace=NS&time=RFC3339\"}\n");
      return;
    }
    List<RunView> runs;
    try {
      runs =
          reader
              .ask(tails -> views(tails, pod, query.getOrDefault("namespace", "")))
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      reply(exchange, 503, "{\"error\":\"the reading thread does not answer\"}\n");
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    Json json = new Json(4096).ascii("{\"pod\":").quoted(pod).ascii(",\"runs\":[");
    LineSearch search = new LineSearch();
    for (int i = 0; i < runs.size(); i++) {
      json.ascii(i == 0 ? "" : ",");
      write(json, runs.get(i));
      if (time != null) {
        search.write(json, runs.get(i), time);
      }
      json.ascii("}");
    }
    json.ascii("]}\n");
    reply(exchange, 200, new String(json.bytes(), 0, json.length(), StandardCharsets.UTF_8));
  }

  private static List<RunView> views(List<RunTail> tails, String pod, String namespace) {
    List<RunView> views = new ArrayList<>();
    for (RunTail tail : tails) {
      if (tail.run() instanceof ContainerRun run
          && run.pod().equals(pod)
          && (namespace.isEmpty() || run.namespace().equals(namespace))
          && views.size() < MOST_RUNS) {
        views.add(tail.view());
      }
    }
    return views;
  }

  private static void write(Json json, RunView view) {
    if (view.run() instanceof ContainerRun run) {
      json.ascii("{\"namespace\":").quoted(run.namespace());
      json.ascii(",\"container\":").quoted(run.container());
      json.ascii(",\"restart\":").number(run.restart());
    }
    json.ascii(",\"read\":").number(view.read());
    json.ascii(",\"acknowledged\":{\"stdout\":").number(view.acknowledged().out());
    json.ascii(",\"stderr\":").number(view.acknowledged().err());
    json.ascii("},\"lag_bytes\":").number(view.lagBytes()).ascii(",\"files\":[");
    String before = "";
    for (RunView.FileView file : view.files()) {
      json.ascii(before).ascii("{\"path\":").quoted(file.path());
      json.ascii(",\"bytes\":").number(file.found().bytes());
      if (file.base() >= 0) {
        json.ascii(",\"base\":").number(file.base());
      }
      json.ascii("}");
      before = ",";
    }
    json.ascii("]");
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new HashMap<>();
    for (String pair : raw == null ? new String[0] : raw.split("&", 16)) {
      int sign = pair.indexOf('=');
      if (sign > 0) {
        try {
          query.put(
              pair.substring(0, sign),
              URLDecoder.decode(pair.substring(sign + 1), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
          query.remove(pair); // No such encoding: as if it were not there.
        }
      }
    }
    return query;
  }

  private static void reply(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
    if (!head) {
      exchange.getResponseBody().write(bytes);
    }
  }
}
