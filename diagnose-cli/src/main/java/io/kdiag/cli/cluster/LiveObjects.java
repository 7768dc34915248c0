package io.kdiag.cli.cluster;

import io.kdiag.cli.evidence.KdiagJson;
import io.kdiag.cli.evidence.kube.KubeJson;
import io.kdiag.cli.evidence.kube.KubeObject;
import io.kdiag.detector.document.ProblemsDocument;
import io.kdiag.host.Reading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Objects as the API server has them now: in pages, the newest version of a kind that it serves.
 */
final class LiveObjects implements ObjectSource {
  private static final int PAGE = 500;
  private static final int FORBIDDEN = 403;
  private static final int UNAUTHORIZED = 401;
  private static final int PORT = 9740;
  private static final KubeJson JSON = new KubeJson(KdiagJson.MAPPER);

  private final ApiServer server;
  private final @Nullable String agent;

  /** {@code agent}: the address of the one agent to ask; null: each node's own. */
  LiveObjects(ApiServer server, @Nullable String agent) {
    this.server = server;
    this.agent = agent;
  }

  ApiServer server() {
    return server;
  }

  @Override
  public String address() {
    return server.base().toString();
  }

  @Override
  public String namespace() {
    return server.namespace();
  }

  @Override
  public boolean live() {
    return true;
  }

  @Override
  public int requests() {
    return server.requests();
  }

  @Override
  public String version() throws IOException, InterruptedException {
    return JsonFields.text(server.json("/version"), "gitVersion");
  }

  @Override
  public Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public void read(Query query, Consumer<KubeObject> each)
      throws IOException, InterruptedException {
    for (String version : query.kind().versions()) {
      try {
        read(query, version, each);
        return;
      } catch (ApiServer.StatusException e) {
        if (e.status() == FORBIDDEN || e.status() == UNAUTHORIZED) {
          throw new RefusedException(String.valueOf(e.getMessage()));
        }
        if (e.status() != ApiServer.NOT_FOUND) {
          throw e;
        }
        // No such object, or a version that this server does not have: the next one tells.
      }
    }
  }

  private void read(Query query, String version, Consumer<KubeObject> each)
      throws IOException, InterruptedException {
    String path = path(query, version);
    if (!query.name().isEmpty()) {
      String one = path + "/" + ApiServer.encoded(query.name());
      each.accept(server.read(one, in -> JSON.object(in, query.kind())));
      return;
    }
    String selectors =
        selector("fieldSelector", query.fieldSelector())
            + selector("labelSelector", query.labelSelector());
    String next = "";
    do {
      String page =
          path
              + "?limit="
              + (query.most() > 0 ? query.most() : PAGE)
              + selectors
              + selector("continue", next);
      next = server.read(page, in -> JSON.list(in, query.kind(), each));
    } while (!next.isEmpty() && query.most() == 0);
  }

  private static String selector(String name, String value) {
    return value.isEmpty() ? "" : "&" + name + "=" + ApiServer.encoded(value);
  }

  private static String path(Query query, String version) {
    return (version.contains("/") ? "/apis/" : "/api/")
        + version
        + (query.namespace().isEmpty() ? "" : "/namespaces/" + ApiServer.encoded(query.namespace()))
        + "/"
        + query.kind().plural();
  }

  @Override
  public String log(Query.Log wanted) throws IOException, InterruptedException {
    return server.text(
        "/api/v1/namespaces/%s/pods/%s/log?container=%s&tailLines=%d&timestamps=true&previous=%s"
            .formatted(
                ApiServer.encoded(wanted.container().pod().namespace()),
                ApiServer.encoded(wanted.container().pod().name()),
                ApiServer.encoded(wanted.container().name()),
                wanted.lines(),
                wanted.previous()));
  }

  /** Where nobody said where it is: through the API server's proxy, else from here. */
  @Override
  public Reading<ProblemsDocument> problems(String node, String address)
      throws InterruptedException {
    if (agent != null) {
      return direct(agent);
    }
    String proxy = "/api/v1/nodes/http:" + ApiServer.encoded(node) + ":" + PORT + "/proxy";
    try {
      return Reading.present(document(server.bytes(proxy + ProblemsDocument.PATH)));
    } catch (IOException e) {
      Reading<ProblemsDocument> direct = direct("http://" + address + ":" + PORT);
      return direct instanceof Reading.Unreadable<ProblemsDocument>(String source, String reason)
          ? Reading.unreadable(source, reason + "; " + e.getMessage())
          : direct;
    }
  }

  private static Reading<ProblemsDocument> direct(String base) throws InterruptedException {
    try (ApiServer agent = ApiServer.open(base)) {
      return Reading.present(document(agent.bytes(ProblemsDocument.PATH)));
    } catch (IOException | IllegalArgumentException e) {
      return Reading.unreadable(base, String.valueOf(e.getMessage()));
    }
  }

  private static ProblemsDocument document(byte[] answer) throws IOException {
    return ProblemsDocument.parse(new ByteArrayInputStream(answer));
  }

  @Override
  public void close() {
    server.close();
  }
}
