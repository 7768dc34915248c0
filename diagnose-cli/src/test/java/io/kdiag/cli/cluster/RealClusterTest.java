package io.kdiag.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kdiag.cli.engine.Diagnosis;
import io.kdiag.cli.engine.Engine;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.KdiagJson;
import io.kdiag.cli.evidence.Subject;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.rules.Rules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    Backends backends = new Backends(null, null, null);
    ObjectSource source = ClusterGatherer.live(Path.of("" + KUBECONFIG), null, backends);
    try (ClusterGatherer gatherer = new ClusterGatherer(source, backends, "test", _ -> {})) {
      List<Subject> subjects = new ArrayList<>();
      subjects.add(Subject.cluster());
      gatherer.names(Kind.NODE, "").stream()
          .limit(MOST_NODES)
          .forEach(node -> subjects.add(Subject.node(node)));
      assertThat(subjects).hasSizeGreaterThan(1);
      for (Subject subject : subjects) {
        isDiagnosedAlikeFromItsEvidence(gatherer.gather(subject), subject);
      }
    }
  }

  private static void isDiagnosedAlikeFromItsEvidence(Evidence evidence, Subject subject)
      throws Exception {
    Diagnosis diagnosis = Engine.diagnose(evidence, Rules.ALL);
    assertThat(diagnosis.subject()).isEqualTo(subject.object());
    assertThat(diagnosis.notChecked()).noneMatch(gap -> gap.why().startsWith("the rule failed"));
    String json = KdiagJson.MAPPER.writeValueAsString(evidence);
    Evidence read = KdiagJson.MAPPER.readValue(json, Evidence.class);
    assertThat(Engine.diagnose(read, Rules.ALL)).isEqualTo(diagnosis);
  }
}
