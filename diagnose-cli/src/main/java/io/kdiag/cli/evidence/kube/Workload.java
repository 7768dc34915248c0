package io.kdiag.cli.evidence.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What makes pods from a template. */
public interface Workload extends KubeObject {

  /** How many pods there should be; of a DaemonSet one a node that suits. */
  int wanted();

  /** How many of them are ready. */
  int readyPods();

  LabelSelector selector();

  PodTemplate template();

  List<Condition> conditions();

  default @Nullable Condition condition(String type) {
    return Conditions.of(conditions(), type);
  }
}
