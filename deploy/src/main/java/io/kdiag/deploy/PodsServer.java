package io.kdiag.deploy;

import io.kdiag.detector.api.ApiServerAccess;
import io.kdiag.shipper.pods.ApiServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The API server as the log shipper asks it: through the access, and the HTTP client, that the
 * problem detector has. Agents do not use each other; the process that holds both may.
 */
record PodsServer(ApiServerAccess access) implements ApiServer {
  @Override
  public URI base() {
    return access.base();
  }

  @Override
  public HttpClient client() {
    return access.client();
  }

  @Override
  public @Nullable String authorization() throws IOException {
    return access.authorization();
  }
}
