package io.kdiag.deploy;

import io.kdiag.detector.Farewell;
import io.kdiag.detector.api.NodeApi;
import io.kdiag.host.HostRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What runs in place of the three parts before they are uninstalled ({@code
 * NODE_AGENT_UNINSTALL=true}): takes their conditions off the node, deletes what they keep in
 * {@value #STATE}, and is ready as soon as nothing is left. It tries for ever, so that a rollout
 * that has ended says that every node is clean. Its one thread ends with the work or with {@link
 * #close}.
 */
final class Uninstall implements AutoCloseable {
  private static final String STATE = "/var/lib/kdiag";
  private static final long RETRY_SECONDS = 2;

  private final HostRoot root;
  private final Supplier<NodeApi> api;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().daemon().name("uninstall").unstarted(this::run);
  private volatile String left = "nothing is taken away yet";

  Uninstall(HostRoot root, Supplier<NodeApi> api) {
    this.root = root;
    this.api = api;
  }

  static Part part(HostRoot root, Supplier<NodeApi> api) {
    Uninstall uninstall = new Uninstall(root, api);
    return new Part(
        "uninstall",
        uninstall.thread::start,
        uninstall,
        uninstall::notReady,
        Map.of(),
        (out, openMetrics) -> {});
  }

  private void run() {
    try {
      do {
        left = attempt();
      } while (!left.isEmpty() && !stop.await(RETRY_SECONDS, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What could not be taken away; empty: nothing is left. */
  String attempt() {
    try {
      List<String> gone = Farewell.say(root, api.get());
      AgentLog.info("took conditions off the node", "types", "\"" + String.join(",", gone) + "\"");
      empty(root.resolve(STATE));
      return "";
    } catch (IOException e) {
      AgentLog.error("is not done yet: " + e.getMessage());
      return String.valueOf(e.getMessage());
    }
  }

  /** Deletes all below {@code directory}, which itself may be where a volume is mounted. */
  private static void empty(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    List<Path> below;
    try (Stream<Path> files = Files.walk(directory)) {
      below = files.filter(f -> !f.equals(directory)).sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : below) {
      Files.delete(file);
    }
  }

  List<String> notReady() {
    return left.isEmpty() ? List.of() : List.of("uninstall: " + left);
  }

  @Override
  public void close() {
    stop.countDown();
  }
}
