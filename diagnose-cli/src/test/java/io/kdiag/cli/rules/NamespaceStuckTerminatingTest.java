package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import org.junit.jupiter.api.Test;

class NamespaceStuckTerminatingTest {
  private final NamespaceStuckTerminating rule = new NamespaceStuckTerminating();

  private static TestCluster terminating(String since) {
    return TestCluster.healthy()
        .yaml(
            """
            kind: Namespace
            metadata: {name: old, deletionTimestamp: %s}
            status: {phase: Terminating}
            """
                .formatted(since))
        .condition(
            "Namespace old",
            "NamespaceFinalizersRemaining",
            "True",
            "SomeFinalizersRemain",
            "Some content in the namespace has finalizers remaining: x in 1 resource instances");
  }

  @Test
  void saysWhatIsLeft() {
    assertThat(Found.only(rule, terminating("-5m")).cause())
        .startsWith("it is being deleted and does not go: Some content in the namespace has");
  }

  @Test
  void isSilentForAMinuteAndOfOthers() {
    Found.silent(rule, terminating("-50s"));
    Found.silent(rule, TestCluster.healthy());
  }
}
