package io.kdiag.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.detector.api.NodeApi;
import io.kdiag.detector.api.NodeApiException;
import io.kdiag.detector.api.NodeCondition;
import io.kdiag.detector.api.NodeEvent;
import io.kdiag.host.HostRoot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UninstallTest {
  @TempDir Path root;
  private final List<String> onNode = new ArrayList<>(List.of("Ready", "KernelDeadlock"));
  private boolean away;

  private final NodeApi node =
      new NodeApi() {
        @Override
        public List<NodeCondition> conditions() throws NodeApiException {
          if (away) {
            throw new NodeApiException("GET /api/v1/nodes/n: HTTP 503: away", 503);
          }
          Instant now = Instant.EPOCH;
          return onNode.stream()
              .map(type -> new NodeCondition(type, "True", "R", "m", now, now))
              .toList();
        }

        @Override
        public void patch(List<NodeCondition> conditions) {
          throw new AssertionError("sets nothing");
        }

        @Override
        public void remove(List<String> types) {
          onNode.removeAll(types);
        }

        @Override
        public void event(NodeEvent event) {
          throw new AssertionError("tells nothing");
        }
      };

  private final Path state = Path.of("var/lib/kdiag/log-shipper/checkpoint.ndjson");

  private Uninstall uninstall() throws Exception {
    Files.createDirectories(root.resolve(state).getParent());
    Files.writeString(root.resolve(state), "{}");
    return new Uninstall(new HostRoot(root), () -> node);
  }

  @Test
  void takesConditionsOffAndEmptiesTheStateDirectory() throws Exception {
    assertThat(uninstall().attempt()).isEmpty();

    assertThat(onNode).containsExactly("Ready");
    assertThat(root.resolve("var/lib/kdiag")).isEmptyDirectory();
  }

  @Test
  void isNotDoneAndKeepsTheStateWhileTheApiServerIsAway() throws Exception {
    away = true;
    assertThat(uninstall().attempt()).contains("HTTP 503: away");

    assertThat(root.resolve(state)).exists();
  }

  @Test
  void isNotReadyBeforeItHasBegun() throws Exception {
    assertThat(uninstall().notReady()).hasSize(1);
  }
}
