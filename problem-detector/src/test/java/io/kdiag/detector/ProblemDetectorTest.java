package io.kdiag.detector;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.kdiag.detector.api.NoNodeApi;
import io.kdiag.detector.api.NodeApi;
import io.kdiag.detector.api.NodeCondition;
import io.kdiag.detector.document.ProblemsDocument;
import io.kdiag.host.HostRoot;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProblemDetectorTest {
  @TempDir Path root;

  private ProblemDetector detector(CollectorRegistry registry, NodeApi api) {
    return new ProblemDetector(
        ProblemDetectorConfiguration.defaults(), new HostRoot(root), "node-1", registry, api);
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), text);
  }

  @Test
  void tellsTheApiServerAndWhoeverAsksWhatTheKernelSaid() throws Exception {
    write("proc/stat", "btime " + (System.currentTimeMillis() / 1000 - 60) + "\n");
    write("proc/sys/kernel/random/boot_id", "boot-a\n");
    write("dev/kmsg", "3,12,3000000,-;INFO: task dd:1234 blocked for more than 120 seconds.\n");
    FakeNodeApi api = new FakeNodeApi();
    CollectorRegistry registry = new CollectorRegistry();
    try (ProblemDetector detector = detector(registry, api)) {
      detector.start();
      assertThat(untilTrue(api)).isEqualTo("KernelDeadlock TaskHung");
      assertThat(detector.notReady()).isEmpty();
      ProblemsDocument document = served(detector);
      assertThat(document.node()).isEqualTo("node-1");
      assertThat(document.active()).singleElement().extracting("code").isEqualTo("TaskHung");
    }
    assertThat(root.resolve("var/lib/kdiag/problem-detector/state.json")).exists();
    assertThat(registry.metricFamilySamples().hasMoreElements()).isFalse();
  }

  private static String untilTrue(FakeNodeApi api) throws InterruptedException {
    while (true) {
      List<NodeCondition> patch = api.patches.poll(20, TimeUnit.SECONDS);
      if (patch == null) {
        return "no such patch";
      }
      for (NodeCondition condition : patch) {
        if (condition.status().equals("True")) {
          return condition.type() + " " + condition.reason();
        }
      }
    }
  }

  private static ProblemsDocument served(ProblemDetector detector) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    detector.endpoints().forEach(server::createContext);
    server.start();
    try {
      URL url =
          URI.create("http://127.0.0.1:" + server.getAddress().getPort() + ProblemsDocument.PATH)
              .toURL();
      HttpURLConnection post = (HttpURLConnection) url.openConnection();
      post.setRequestMethod("DELETE");
      assertThat(post.getResponseCode()).isEqualTo(405);
      try (InputStream in = url.openStream()) {
        return ProblemsDocument.parse(in);
      }
    } finally {
      server.stop(0);
    }
  }

  @Test
  void isNotReadyWhileItCannotReadTheKernelLogAndSaysWhy() {
    try (ProblemDetector detector = detector(new CollectorRegistry(), new NoNodeApi())) {
      assertThat(detector.notReady()).singleElement().asString().contains("kernel log");
    }
  }
}
