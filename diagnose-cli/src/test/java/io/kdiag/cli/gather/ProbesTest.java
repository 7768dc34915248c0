package io.kdiag.cli.gather;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.kdiag.cli.evidence.KubernetesSetup;
import io.kdiag.cli.evidence.KubernetesSetup.ProbeTarget;
import io.kdiag.detector.probe.ProbeResult;
import io.kdiag.detector.probe.ProbeResult.Kind;
import io.kdiag.detector.probe.ProbeResult.Outcome;
import io.kdiag.host.HostRoot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts that answer, refuse, hang and lie, on loopback. */
final class ProbesTest {
  @TempDir private Path directory;
  private HttpServer server;
  private ServerSocket hanging;

  @BeforeEach
  void serves() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    answers("/healthz", 200, "ok");
    answers("/broken", 500, "[-]etcd failed: reason withheld");
    server.start();
    hanging = new ServerSocket(0, 1, loopback);
  }

  private void answers(String path, int status, String text) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
          }
        });
  }

  @AfterEach
  void stops() throws IOException {
    server.stop(0);
    hanging.close();
  }

  private ProbeResult ask(Kind kind, String url) {
    KubernetesSetup none = KubernetesSetup.none();
    KubernetesSetup setup =
        new KubernetesSetup(
            List.of(),
            none.kubelet(),
            List.of(),
            List.of(new ProbeTarget(kind, url, null, null)),
            List.of());
    return Probes.run(setup, HostRoot.local()).stream()
        .filter(result -> result.kind() == kind && result.target().equals(url))
        .findFirst()
        .orElseThrow();
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  @Test
  void tellsHealthFromFailureFromSilence() {
    assertThat(ask(Kind.KUBELET, url("/healthz")).outcome()).isEqualTo(Outcome.OK);
    ProbeResult broken = ask(Kind.API_SERVER, url("/broken"));
    assertThat(broken.outcome()).isEqualTo(Outcome.UNHEALTHY);
    assertThat(broken.answer()).contains("etcd failed");
    ProbeResult silent = ask(Kind.KUBELET, "http://127.0.0.1:" + hanging.getLocalPort() + "/x");
    assertThat(silent.outcome()).isEqualTo(Outcome.TIMEOUT);
  }

  @Test
  void tellsThatNobodyListens() throws IOException {
    int free = hanging.getLocalPort();
    hanging.close();
    assertThat(ask(Kind.SCHEDULER, "http://127.0.0.1:" + free + "/healthz").outcome())
        .isEqualTo(Outcome.REFUSED);
  }

  @Test
  void tellsThatARuntimesSocketIsNotThere() {
    assertThat(ask(Kind.RUNTIME, "unix://" + directory.resolve("none.sock")).outcome())
        .isNotEqualTo(Outcome.OK);
  }

  /** A link-local address without its link: the kernel refuses, as it does without any route. */
  @Test
  void tellsThatThereIsNoWayToANameServer() {
    ProbeResult unreachable = ask(Kind.DNS, "dns://fe80::1/localhost");
    assertThat(unreachable.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(unreachable.answer()).startsWith("fe80::1: ");
  }

  @Test
  void survivesAProbeThatFailsInItself() {
    ProbeResult failed = ask(Kind.RUNTIME, "unix://\0");
    assertThat(failed.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(failed.answer()).startsWith("kdiag's probe failed: ");
  }

  @Test
  void asksNobodyForAMachineThatWasOnlyRecorded() {
    KubernetesSetup none = KubernetesSetup.none();
    KubernetesSetup setup =
        new KubernetesSetup(
            List.of(),
            none.kubelet(),
            List.of(),
            List.of(new ProbeTarget(Kind.KUBELET, url("/healthz"), null, null)),
            List.of());
    assertThat(Probes.run(setup, new HostRoot(directory))).isEmpty();
  }
}
