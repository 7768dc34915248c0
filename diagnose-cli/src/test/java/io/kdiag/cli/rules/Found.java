package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.host.Reading;

/** What the tests of rules ask of a rule. */
final class Found {
  private Found() {}

  /** The one finding of {@code rule}. */
  static Finding only(Rule rule, TestEvidence evidence) {
    assertThat(rule.find(evidence.build())).hasSize(1);
    Finding finding = rule.find(evidence.build()).get(0);
    assertThat(finding.code()).isEqualTo(rule.code());
    assertThat(finding.evidence()).isNotEmpty();
    return finding;
  }

  static void silent(Rule rule, TestEvidence evidence) {
    assertThat(rule.find(evidence.build())).isEmpty();
  }

  /** Silent when these components of both samples are absent, and when they are unreadable. */
  static void silentWithout(Rule rule, TestEvidence evidence, String... components) {
    for (String component : components) {
      evidence.both(component, Reading.absent("/nothing"));
    }
    silent(rule, evidence);
    for (String component : components) {
      evidence.both(component, Reading.unreadable("/nothing", "permission denied"));
    }
    silent(rule, evidence);
  }

  /** The one finding of {@code rule}. */
  static Finding only(Rule rule, TestCluster cluster) {
    assertThat(rule.find(cluster.build())).hasSize(1);
    Finding finding = rule.find(cluster.build()).get(0);
    assertThat(finding.code()).isEqualTo(rule.code());
    assertThat(finding.evidence()).isNotEmpty();
    return finding;
  }

  static void silent(Rule rule, TestCluster cluster) {
    assertThat(rule.find(cluster.build())).isEmpty();
  }
}
