package io.kdiag.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.detector.api.NodeApi;
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

class FarewellTest {
  @TempDir Path root;
  private final Node node = new Node();

  /** A node of the API server's, as far as conditions go. */
  private static final class Node implements NodeApi {
    final List<String> types = new ArrayList<>();
    int removals;

    @Override
    public List<NodeCondition> conditions() {
      Instant now = Instant.EPOCH;
      return types.stream().map(t -> new NodeCondition(t, "True", "R", "m", now, now)).toList();
    }

    @Override
    public void patch(List<NodeCondition> conditions) {
      throw new AssertionError("sets nothing");
    }

    @Override
    public void remove(List<String> gone) {
      removals++;
      types.removeAll(gone);
    }

    @Override
    public void event(NodeEvent event) {
      throw new AssertionError("tells nothing");
    }
  }

  @Test
  void takesTheCataloguesConditionsOffAndLeavesKubeletsAndOthers() throws Exception {
    node.types.addAll(List.of("Ready", "KernelDeadlock", "ReadonlyFilesystem", "GpuReady"));

    List<String> gone = Farewell.say(new HostRoot(root), node);

    assertThat(gone).containsExactly("KernelDeadlock", "ReadonlyFilesystem");
    assertThat(node.types).containsExactly("Ready", "GpuReady");
  }

  @Test
  void takesOffWhatOnlyTheSavedStateKnows() throws Exception {
    node.types.addAll(List.of("Ready", "OfAnOldConfiguration"));
    Path state = Files.createDirectories(root.resolve("var/lib/kdiag/problem-detector"));
    String json = "{\"version\": 1, \"conditions\": {\"OfAnOldConfiguration\": {}}}";
    Files.writeString(state.resolve("state.json"), json);

    assertThat(Farewell.say(new HostRoot(root), node)).containsExactly("OfAnOldConfiguration");
  }

  @Test
  void patchesNothingWhereNothingIs() throws Exception {
    node.types.add("Ready");

    assertThat(Farewell.say(new HostRoot(root), node)).isEmpty();
    assertThat(node.removals).isZero();
  }
}
