package io.kdiag.dashboards.rules;

import io.kdiag.detector.Catalogue;
import java.util.List;
import java.util.stream.Stream;

/** All groups of rules, each in a file of its name. */
final class Rules {

  private Rules() {}

  /** The groups that need nothing but the agents. */
  static List<RuleGroup> own(Catalogue catalogue) {
    return List.of(
        RuleGroup.recording("kdiag-recorded-containers", Recordings.containers()),
        RuleGroup.recording("kdiag-recorded-nodes", Recordings.nodes()),
        RuleGroup.alerting("kdiag-problems", CatalogueAlerts.of(catalogue)),
        RuleGroup.alerting("kdiag-nodes", NodeAlerts.all()),
        RuleGroup.alerting("kdiag-storage", StorageAlerts.all()),
        RuleGroup.alerting("kdiag-pressure", PressureAlerts.all()),
        RuleGroup.alerting("kdiag-pods", PodAlerts.all()),
        RuleGroup.alerting("kdiag-agents", AgentAlerts.all()),
        RuleGroup.alerting("kdiag-logs", ShipperAlerts.all()));
  }

  /** The group for clusters that run kube-state-metrics. */
  static RuleGroup kubernetes() {
    return RuleGroup.alerting("kdiag-kubernetes", KubernetesAlerts.all());
  }

  static List<RuleGroup> all(Catalogue catalogue) {
    return Stream.concat(own(catalogue).stream(), Stream.of(kubernetes())).toList();
  }
}
