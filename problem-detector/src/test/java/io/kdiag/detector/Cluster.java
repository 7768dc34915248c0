package io.kdiag.detector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kdiag.detector.api.ApiServerAccess;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A real cluster, asked in JSON; for tests. */
record Cluster(ApiServerAccess server) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Cluster of(String kubeconfig) throws Exception {
    return new Cluster(ApiServerAccess.ofKubeconfig(Path.of(kubeconfig), null));
  }

  /** The answer, whatever its status: an error is an object of kind Status. */
  JsonNode ask(String method, String path, @Nullable String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.base() + path))
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    String authorization = server.authorization();
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return JSON.readTree(server.client().send(request.build(), BodyHandlers.ofString()).body());
  }

  /** Asks until the answer is as wanted, or as it is after {@code seconds}. */
  JsonNode until(
      int seconds, Predicate<JsonNode> wanted, String method, String path, @Nullable String body)
      throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    JsonNode answer = ask(method, path, body);
    while (!wanted.test(answer) && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
      answer = ask(method, path, body);
    }
    return answer;
  }
}
