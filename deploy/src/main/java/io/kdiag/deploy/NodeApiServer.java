package io.kdiag.deploy;

import io.kdiag.collector.kubernetes.ApiServer;
import io.kdiag.collector.kubernetes.ApiServerException;
import io.kdiag.detector.api.ApiServerAccess;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * What the collector asks of the API server, with the access that the problem detector has: how a
 * process is let in is one thing, and only here both are known.
 */
final class NodeApiServer implements ApiServer {
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final ApiServerAccess access;

  NodeApiServer(ApiServerAccess access) {
    this.access = access;
  }

  @Override
  public InputStream get(String pathAndQuery) throws IOException {
    String base = access.base().toString().replaceAll("/+$", "");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + pathAndQuery))
            .header("Accept", "application/json")
            .timeout(ANSWER);
    String authorization = access.authorization();
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    try {
      HttpResponse<InputStream> response =
          access.client().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      if (response.statusCode() != 200) {
        response.body().close();
        throw new ApiServerException(response.statusCode(), pathAndQuery);
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
