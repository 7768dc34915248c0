package io.kdiag.cli.scale;

import io.kdiag.detector.api.ApiServerAccess;
import io.kdiag.detector.api.ApiServerAccessException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** etcd and kube-apiserver on ports of their own, without any controller; gone when closed. */
final class PrivateApiServer implements AutoCloseable {
  private static final String TOKEN = "scale-test";
  private static final int ATTEMPTS = 240;

  private final Path directory;
  private final List<Process> processes = new ArrayList<>();
  private final int port = freePort();
  private final HttpClient client;

  private PrivateApiServer(Path directory, Path binaries)
      throws IOException, InterruptedException, ApiServerAccessException {
    this.directory = directory;
    int etcd = freePort();
    start(
        "etcd",
        "etcd",
        "--data-dir=" + directory.resolve("etcd"),
        "--listen-client-urls=http://127.0.0.1:" + etcd,
        "--advertise-client-urls=http://127.0.0.1:" + etcd,
        "--listen-peer-urls=http://127.0.0.1:" + freePort(),
        "--unsafe-no-fsync");
    Process key =
        new ProcessBuilder(
                "openssl", "genrsa", "-out", directory.resolve("sa.key").toString(), "2048")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("openssl.log").toFile())
            .start();
    key.waitFor();
    Files.writeString(directory.resolve("tokens.csv"), TOKEN + ",admin,1,system:masters\n");
    start(
        "apiserver",
        binaries.resolve("kube-apiserver").toString(),
        "--etcd-servers=http://127.0.0.1:" + etcd,
        "--bind-address=127.0.0.1",
        "--advertise-address=127.0.0.1",
        "--secure-port=" + port,
        "--cert-dir=" + directory.resolve("certs"),
        "--token-auth-file=" + directory.resolve("tokens.csv"),
        "--service-cluster-ip-range=10.96.0.0/12",
        "--service-account-key-file=" + directory.resolve("sa.key"),
        "--service-account-signing-key-file=" + directory.resolve("sa.key"),
        "--service-account-issuer=https://kubernetes.default.svc",
        "--authorization-mode=RBAC",
        "--disable-admission-plugins=ServiceAccount,TaintNodesByCondition",
        "--max-requests-inflight=1000",
        "--max-mutating-requests-inflight=1000");
    Path certificate = directory.resolve("certs/apiserver.crt");
    for (int i = 0; i < ATTEMPTS && !Files.exists(certificate); i++) {
      Thread.sleep(500);
    }
    Files.writeString(kubeconfig(), kubeconfig(Files.readAllBytes(certificate)));
    this.client = ApiServerAccess.ofKubeconfig(kubeconfig(), null).client();
    for (int i = 0; i < ATTEMPTS && !isUp(); i++) {
      Thread.sleep(500);
    }
  }

  static PrivateApiServer start(Path directory, Path binaries)
      throws IOException, InterruptedException, ApiServerAccessException {
    return new PrivateApiServer(directory, binaries);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void start(String name, String... command) throws IOException {
    processes.add(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(name + ".log").toFile())
            .start());
  }

  private boolean isUp() throws InterruptedException {
    try {
      return request("GET", "/readyz", "").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  Path kubeconfig() {
    return directory.resolve("kubeconfig");
  }

  private String kubeconfig(byte[] certificate) {
    return """
    {"apiVersion": "v1", "kind": "Config", "current-context": "scale",
     "contexts": [{"name": "scale", "context": {"cluster": "scale", "user": "admin"}}],
     "clusters": [{"name": "scale", "cluster": {"server": "https://127.0.0.1:%d",
       "certificate-authority-data": "%s"}}],
     "users": [{"name": "admin", "user": {"token": "%s"}}]}
    """
        .formatted(port, Base64.getEncoder().encodeToString(certificate), TOKEN);
  }

  /** Sends JSON; anything but success is an error. */
  void send(String method, String path, String json) {
    try {
      HttpResponse<String> answer = request(method, path, json);
      if (answer.statusCode() / 100 != 2) {
        throw new IllegalStateException(
            method + " " + path + " answered " + answer.statusCode() + ": " + answer.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> request(String method, String path, String json)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  @Override
  public void close() {
    client.shutdownNow();
    for (Process process : processes.reversed()) {
      process.destroy();
      try {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
