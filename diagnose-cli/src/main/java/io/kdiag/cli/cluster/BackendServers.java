package io.kdiag.cli.cluster;

import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.KubeObject;
import io.kdiag.cli.evidence.kube.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the back ends and opens them: by what was given, else by the services in the toolkit's
 * namespace that are called after them (or labelled so), through the API server's proxy, so that a
 * kubeconfig is enough.
 */
final class BackendServers {
  private static final String SERVICE = "service:";

  private final ObjectSource source;
  private final Backends given;
  private @Nullable Backends complete;

  BackendServers(ObjectSource source, Backends given) {
    this.source = source;
    this.given = given;
  }

  /** With what was found of what was not given; asks the API server at most once. */
  synchronized Backends backends() throws InterruptedException {
    Backends known = complete;
    if (known == null) {
      boolean asks = source.live() && (given.prometheus() == null || given.elasticsearch() == null);
      known = asks ? found() : given;
      complete = known;
    }
    return known;
  }

  private Backends found() throws InterruptedException {
    List<KubeObject> services = new ArrayList<>();
    try {
      source.read(Query.all(Kind.SERVICE, given.namespace()), services::add);
    } catch (IOException e) {
      return given; // no right to look there, or no such cluster: whoever asks next tells
    }
    return given.with(find(services, "prometheus", 9090), find(services, "elasticsearch", 9200));
  }

  private static @Nullable String find(List<KubeObject> services, String name, int port) {
    for (KubeObject each : services) {
      Service service = (Service) each;
      String label = service.metadata().labels().getOrDefault("app.kubernetes.io/name", "");
      if (service.name().equals(name) || label.equals(name)) {
        for (Service.Port offered : service.spec().ports()) {
          if (offered.port() == port || service.spec().ports().size() == 1) {
            return SERVICE + service.namespace() + "/" + service.name() + ":" + offered.port();
          }
        }
      }
    }
    return null;
  }

  /** Null where there is none. Throws IllegalArgumentException where its address is none. */
  @Nullable ApiServer prometheus() throws IOException, InterruptedException {
    String where = backends().prometheus();
    return where == null ? null : open(where, "Bearer ", given.prometheusToken());
  }

  /** Null where there is none. Throws IllegalArgumentException where its address is none. */
  @Nullable ApiServer elasticsearch() throws IOException, InterruptedException {
    String where = backends().elasticsearch();
    return where == null ? null : open(where, "ApiKey ", given.elasticsearchKey());
  }

  private ApiServer open(String where, String scheme, @Nullable Path secret) throws IOException {
    if (!where.startsWith(SERVICE)) {
      String key = secret == null ? null : scheme + Files.readString(secret).strip();
      return ApiServer.open(where, key);
    }
    int slash = where.indexOf('/');
    if (slash < 0 || !(source instanceof LiveObjects live)) {
      throw new IllegalArgumentException(
          "expected " + SERVICE + "NAMESPACE/NAME:PORT or a URL, found " + where);
    }
    return live.server()
        .within(
            "/api/v1/namespaces/"
                + ApiServer.encoded(where.substring(SERVICE.length(), slash))
                + "/services/http:"
                + where.substring(slash + 1)
                + "/proxy");
  }
}
