package io.kdiag.cli.shell;

import java.util.List;

/** Names that the cluster has, for completion. */
public interface Names {
  /** What names are of. */
  enum Of {
    NODES,
    NAMESPACES,
    PODS,
    SERVICES,
    WORKLOADS
  }

  /**
   * Those in the namespace that is used; {@link Of#WORKLOADS} as {@code deployment/cart}. An
   * exception means that none are known.
   */
  List<String> names(Of what) throws Exception;
}
