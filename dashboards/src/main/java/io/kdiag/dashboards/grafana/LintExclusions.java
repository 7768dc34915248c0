package io.kdiag.dashboards.grafana;

/** For whoever runs Grafana's dashboard-linter: which of its rules do not suit, and why. */
final class LintExclusions {
  static final String FILE = ".lint";

  static final String TEXT =
      """
      # Written by dashboards/generate. Do not edit.
      exclusions:
        template-job-rule:
          reason: job=~"kdiag.*" stands in each selector; a choice of all jobs would count what kubelet's cAdvisor exports too.
        target-job-rule:
          reason: The same.
        template-instance-rule:
          reason: An instance is a pod's address and changes with each rollout of the agents; node is the stable name.
        target-instance-rule:
          reason: The same; node is asked for instead.
      """;

  private LintExclusions() {}
}
