package io.kdiag.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kdiag.cli.engine.Diagnosis;
import io.kdiag.cli.engine.Engine;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.KdiagJson;
import io.kdiag.cli.rules.Rules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever cluster {@code KUBECONFIG} names, asked and only asked. */
final class RealClusterTest {
  private static final int MOST_NODES = 3;
  private static final @Nullable String KUBECONFIG = System.getenv("KUBECONFIG");

  @Test
  void isDiagnosedNodeByNodeAndAlikeFromItsEvidence() throws Exception {
    assumeTrue(
        KUBECONFIG != null && Files.isReadable(Path.of(KUBECONFIG)),
        "left out: KUBECONFIG names no cluster");
    ClusterGatherer gatherer =
        new ClusterGatherer(Path.of("" + KUBECONFIG), null, new Backends(null, null, null), "test");
    List<String> nodes = gatherer.nodeNames();
    assertThat(nodes).isNotEmpty();
    for (String node : nodes.subList(0, Math.min(MOST_NODES, nodes.size()))) {
      Evidence evidence = gatherer.gather(node);
      Diagnosis diagnosis = Engine.diagnose(evidence, Rules.ALL);
      assertThat(diagnosis.subject()).isEqualTo("node/" + node);
      assertThat(diagnosis.notChecked()).noneMatch(gap -> gap.why().startsWith("the rule failed"));
      String json = KdiagJson.MAPPER.writeValueAsString(evidence);
      Evidence read = KdiagJson.MAPPER.readValue(json, Evidence.class);
      assertThat(Engine.diagnose(read, Rules.ALL)).isEqualTo(diagnosis);
    }
  }
}
