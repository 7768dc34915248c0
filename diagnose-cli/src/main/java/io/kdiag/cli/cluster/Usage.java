package io.kdiag.cli.cluster;

import java.util.List;

/**
 * What a node or a pod uses.
 *
 * @param cores processors, averaged over what the table's source says
 * @param coresOf what it may use: a node's processors, a pod's limit; 0: no limit, or not known
 * @param memoryBytes working set; of a node all that is not available
 * @param memoryOf what it may use; 0: no limit, or not known
 */
public record Usage(
    String object, double cores, double coresOf, double memoryBytes, double memoryOf) {

  /** {@code source}: where the numbers are from, and over how long. */
  public record Table(String source, List<Usage> rows) {}
}
