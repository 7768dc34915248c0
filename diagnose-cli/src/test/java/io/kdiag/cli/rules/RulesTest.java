package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.host.HostSample;
import io.kdiag.host.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesTest {

  @Test
  void areSortedByCodeAndEachCodeIsUnique() {
    List<String> codes = new ArrayList<>();
    Rules.ALL.forEach(rule -> codes.add(rule.code()));
    assertThat(codes).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void eachHasATextThatSaysWhatItMeansHowItIsKnownAndWhatToDo() throws IOException {
    for (Rule rule : Rules.ALL) {
      try (InputStream in = getClass().getResourceAsStream("/rules/" + rule.code() + ".md")) {
        assertThat(in).as("/rules/" + rule.code() + ".md").isNotNull();
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        assertThat(text)
            .as(rule.code())
            .startsWith("# " + rule.code() + "\n")
            .contains("## What it means", "## How kdiag knows", "## What to do", "## See");
      }
    }
  }

  @Test
  void nothingIsWrongWithAHealthyMachine() {
    for (Rule rule : Rules.ALL) {
      assertThat(rule.find(TestEvidence.healthy().build())).as(rule.code()).isEmpty();
      assertThat(rule.history(TestEvidence.healthy().build())).as(rule.code()).isEmpty();
    }
  }

  @Test
  void nothingIsWrongWithAHealthyClusterNorWithOneOfWhichNothingWasRead() {
    for (TestCluster cluster :
        List.of(
            TestCluster.healthy(),
            TestCluster.healthy().about(Kind.NODE, "", "k8s-node-1"),
            TestCluster.empty().unread(Kind.values()))) {
      for (Rule rule : Rules.ALL) {
        assertThat(rule.find(cluster.build())).as(rule.code()).isEmpty();
        assertThat(rule.history(cluster.build())).as(rule.code()).isEmpty();
      }
    }
  }

  @Test
  void nothingIsSaidOfWhatCouldNotBeRead() {
    for (Reading<Object> nothing :
        List.of(
            Reading.absent("/nothing"),
            Reading.unreadable("/nothing", "permission denied"),
            Reading.malformed("/nothing", "/nothing:1: expected a number"))) {
      TestEvidence evidence = unread(nothing);
      for (Rule rule : Rules.ALL) {
        assertThat(rule.find(evidence.build())).as(rule.code()).isEmpty();
      }
    }
  }

  private static TestEvidence unread(Reading<Object> nothing) {
    TestEvidence evidence = TestEvidence.healthy();
    for (RecordComponent component : HostSample.class.getRecordComponents()) {
      if (component.getType() == Reading.class) {
        evidence.both(component.getName(), nothing);
      }
    }
    return evidence.host("problems", nothing).host("containers", nothing);
  }
}
