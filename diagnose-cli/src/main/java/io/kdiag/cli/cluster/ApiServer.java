package io.kdiag.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.kdiag.cli.evidence.KdiagJson;
import io.kdiag.detector.api.ApiServerAccess;
import io.kdiag.detector.api.ApiServerAccessException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An HTTP server that is only read: the API server, or a back end without credentials. */
final class ApiServer implements AutoCloseable {
  static final int NOT_FOUND = 404;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int OK = 200;
  private static final int AT_ONCE = 6;
  private static final int REST = 64 << 10;
  private static final int MOST_BYTES = 64 << 20;

  private final HttpClient client;
  private final URI base;
  private final @Nullable String authorization;
  private final AtomicInteger requests = new AtomicInteger();

  /** Each request that waits for none costs a connection, with a TLS handshake, of its own. */
  private final Semaphore atOnce = new Semaphore(AT_ONCE);

  private final String namespace;

  private ApiServer(HttpClient client, URI base, @Nullable String authorization, String namespace) {
    this.namespace = namespace;
    this.client = client;
    this.base = base;
    this.authorization = authorization;
  }

  /** The API server that a kubeconfig names; {@code context}: null for its current one. */
  static ApiServer open(Path kubeconfig, @Nullable String context) throws ClusterException {
    try {
      ApiServerAccess access = ApiServerAccess.ofKubeconfig(kubeconfig, context);
      return new ApiServer(
          access.client(), access.base(), access.authorization(), access.namespace());
    } catch (ApiServerAccessException | IOException e) {
      throw new ClusterException(String.valueOf(e.getMessage()), true);
    }
  }

  /** A back end on plain HTTP(S) that asks for no credentials. */
  static ApiServer open(String url) {
    return open(url, null);
  }

  /** A back end; {@code authorization}: the header's value, null for none. */
  static ApiServer open(String url, @Nullable String authorization) {
    URI base = URI.create(url);
    if (base.getScheme() == null || base.getHost() == null) {
      throw new IllegalArgumentException("expected a URL such as http://host:9090, found " + url);
    }
    return new ApiServer(HttpClient.newHttpClient(), base, authorization, "");
  }

  /** What this server reaches under a path, such as a service through its proxy. */
  ApiServer within(String path) {
    return new ApiServer(client, URI.create(root() + path), authorization, namespace);
  }

  private String root() {
    String plain = base.toString();
    return plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
  }

  URI base() {
    return base;
  }

  /** The namespace that is meant where none is named. */
  String namespace() {
    return namespace;
  }

  /** An answer other than 200. */
  static final class StatusException extends IOException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String said;

    StatusException(int status, String message, String said) {
      super(message);
      this.status = status;
      this.said = said;
    }

    /** The answer's text. */
    String said() {
      return said;
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
    return read(path, body -> body.readNBytes(MOST_BYTES));
  }

  /** What takes the body of an answer in. */
  interface Body<T> {
    T read(InputStream in) throws IOException;
  }

  /** What {@code body} makes of the answer; it is interrupted with the thread. */
  <T> T read(String path, Body<T> body) throws IOException, InterruptedException {
    HttpRequest request = request(path);
    atOnce.acquire();
    try {
      HttpResponse<InputStream> answer = send(request);
      try (InputStream in = answer.body()) {
        if (answer.statusCode() != OK) {
          byte[] said = in.readNBytes(MOST_BYTES);
          throw new StatusException(
              answer.statusCode(),
              refusal(answer.statusCode(), path, said),
              new String(said, StandardCharsets.UTF_8));
        }
        T value = body.read(in);
        byte[] _ = in.readNBytes(REST); // up to its end, or the connection is not used again
        return value;
      }
    } catch (HttpTimeoutException e) {
      throw new IOException(base + " did not answer within " + TIMEOUT.toSeconds() + " s", e);
    } catch (ConnectException e) {
      throw new IOException(base + " cannot be reached: connection refused", e);
    } finally {
      atOnce.release();
    }
  }

  /** Once more where the server closed a connection that was kept open just as it was used. */
  private HttpResponse<InputStream> send(HttpRequest request)
      throws IOException, InterruptedException {
    requests.incrementAndGet();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (HttpTimeoutException | ConnectException e) {
      throw e;
    } catch (IOException e) {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    }
  }

  /** The body as it comes, for as long as it comes; the caller closes it. */
  InputStream stream(String path) throws IOException, InterruptedException {
    requests.incrementAndGet();
    HttpResponse<InputStream> answer =
        client.send(request(path, null), HttpResponse.BodyHandlers.ofInputStream());
    if (answer.statusCode() != OK) {
      try (InputStream in = answer.body()) {
        byte[] said = in.readNBytes(MOST_BYTES);
        throw new StatusException(
            answer.statusCode(),
            refusal(answer.statusCode(), path, said),
            new String(said, StandardCharsets.UTF_8));
      }
    }
    return answer.body();
  }

  private HttpRequest request(String path) {
    return request(path, TIMEOUT);
  }

  private HttpRequest request(String path, @Nullable Duration timeout) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root() + path)).header("Accept", "application/json, */*");
    if (timeout != null) {
      request.timeout(timeout);
    }
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return request.build();
  }

  /** How many requests were sent. */
  int requests() {
    return requests.get();
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
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
