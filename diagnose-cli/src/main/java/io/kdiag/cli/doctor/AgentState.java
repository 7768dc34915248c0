package io.kdiag.cli.doctor;

import java.util.List;
import java.util.Map;

/**
 * A node's agent as it answers.
 *
 * @param unreachable why it could not be asked; empty where it answered
 * @param notReady what it says is wrong with itself, a line each
 * @param metrics its own metrics by name, the sum over each one's labels
 */
public record AgentState(
    String node, String unreachable, List<String> notReady, Map<String, Double> metrics) {

  public boolean reached() {
    return unreachable.isEmpty();
  }

  /** NaN where it has no such metric. */
  double metric(String name) {
    return metrics.getOrDefault(name, Double.NaN);
  }
}
