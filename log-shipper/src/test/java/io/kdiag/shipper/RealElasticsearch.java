package io.kdiag.shipper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/** A real Elasticsearch in a child process, by {@code src/test/sh/elasticsearch}. */
final class RealElasticsearch implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path module;
  private final Path directory;
  private final int port;
  private Process process;

  RealElasticsearch(Path module, Path directory) throws IOException {
    this.module = module;
    this.directory = directory;
    port = freePort();
    process = start();
  }

  /** Starts it again on what it had. */
  final Process start() throws IOException {
    process =
        new ProcessBuilder(
                module.resolve("src/test/sh/elasticsearch").toString(),
                Integer.toString(port),
                directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("elasticsearch.log").toFile())
            .start();
    Until.holds(300, this::answers);
    return process;
  }

  /** Ends it as a crash does. */
  void stop() {
    process.destroyForcibly();
    Until.holds(() -> !process.isAlive());
  }

  String host() {
    return "http://127.0.0.1:" + port;
  }

  /** How many documents a search finds that way. */
  long count(String stream, String query) {
    JsonNode ignored = ask("POST", "/" + stream + "/_refresh", "");
    return ask("GET", "/" + stream + "/_count?q=" + query, "").path("count").asLong();
  }

  JsonNode ask(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(host() + path))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try {
      return MAPPER.readTree(client.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new IllegalStateException("Elasticsearch ended with " + process.exitValue());
    }
    try {
      return ask("GET", "/_cluster/health", "").has("status");
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    client.close();
    stop();
  }
}
