package io.kdiag.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.kdiag.cli.evidence.KdiagJson;
import io.kdiag.detector.api.ApiServerAccess;
import io.kdiag.detector.api.ApiServerAccessException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An HTTP server that is only read: the API server, or a back end without credentials. */
final class ApiServer implements AutoCloseable {
  static final int NOT_FOUND = 404;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int OK = 200;
  private static final int MOST_BYTES = 64 << 20;

  private final HttpClient client;
  private final URI base;
  private final @Nullable String authorization;

  private ApiServer(HttpClient client, URI base, @Nullable String authorization) {
    this.client = client;
    this.base = base;
    this.authorization = authorization;
  }

  /** The API server that a kubeconfig names; {@code context}: null for its current one. */
  static ApiServer open(Path kubeconfig, @Nullable String context) throws ClusterException {
    try {
      ApiServerAccess access = ApiServerAccess.ofKubeconfig(kubeconfig, context);
      return new ApiServer(access.client(), access.base(), access.authorization());
    } catch (ApiServerAccessException | IOException e) {
      throw new ClusterException(String.valueOf(e.getMessage()), true);
    }
  }

  /** A back end on plain HTTP(S) that asks for no credentials. */
  static ApiServer open(String url) {
    return new ApiServer(HttpClient.newHttpClient(), URI.create(url), null);
  }

  URI base() {
    return base;
  }

  /** An answer other than 200. */
  static final class StatusException extends IOException {
    private static final long serialVersionUID = 1L;
    private final int status;

    StatusException(int status, String message) {
      super(message);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  JsonNode json(String path) throws IOException, InterruptedException {
    return KdiagJson.MAPPER.readTree(bytes(path));
  }

  String text(String path) throws IOException, InterruptedException {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }

  /** At most 64 MiB of what {@code path} answers; the exception names server, path and cause. */
  byte[] bytes(String path) throws IOException, InterruptedException {
    String plain = base.toString();
    String root = plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root + path))
            .timeout(TIMEOUT)
            .header("Accept", "application/json");
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    try {
      HttpResponse<InputStream> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        byte[] bytes = body.readNBytes(MOST_BYTES);
        if (answer.statusCode() != OK) {
          throw new StatusException(answer.statusCode(), refusal(answer.statusCode(), path, bytes));
        }
        return bytes;
      }
    } catch (HttpTimeoutException e) {
      throw new IOException(base + " did not answer within " + TIMEOUT.toSeconds() + " s", e);
    } catch (ConnectException e) {
      throw new IOException(base + " cannot be reached: connection refused", e);
    }
  }

  private String refusal(int status, String path, byte[] body) {
    String message = "";
    try {
      message = KdiagJson.MAPPER.readTree(body).path("message").asText();
    } catch (IOException e) {
      message = "";
    }
    return base + path + " answered " + status + (message.isEmpty() ? "" : ": " + message);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
