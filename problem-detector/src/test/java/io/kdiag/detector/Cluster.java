package io.kdiag.detector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** A real cluster, asked in JSON; for tests. */
record Cluster(ApiClient client) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Cluster of(String kubeconfig) throws Exception {
    try (Reader reader = Files.newBufferedReader(Path.of(kubeconfig))) {
      return new Cluster(ClientBuilder.kubeconfig(KubeConfig.loadKubeConfig(reader)).build());
    }
  }

  /** The answer, whatever its status: an error is an object of kind Status. */
  JsonNode ask(String method, String path, @Nullable String body) throws Exception {
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", "application/json");
    byte[] bytes = body == null ? null : body.getBytes(StandardCharsets.UTF_8);
    try (Response response =
        client
            .buildCall(
                client.getBasePath(),
                path,
                method,
                List.of(),
                List.of(),
                bytes,
                headers,
                new HashMap<>(),
                new HashMap<>(),
                new String[] {"BearerToken"},
                null)
            .execute()) {
      return JSON.readTree(response.body().bytes());
    }
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
