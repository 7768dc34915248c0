package io.kdiag.cli.engine;

import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.Evidence;
import java.time.Instant;
import java.util.List;

/** A cause that is seen in the cluster's objects, not on a machine. */
public interface ClusterRule extends Rule {

  /** What holds in the present state; {@code now} is the time of the evidence. */
  List<Finding> find(ClusterEvidence cluster, Instant now);

  @Override
  default boolean asksTheCluster() {
    return true;
  }

  @Override
  default List<Finding> find(Evidence evidence) {
    ClusterEvidence cluster = evidence.cluster();
    return cluster == null ? List.of() : find(cluster, evidence.now());
  }
}
