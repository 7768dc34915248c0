package io.kdiag.collector.kubernetes;

import java.util.Map;
import java.util.Set;

/**
 * What the API server knows of one container of a pod: {@code image} as its status names it,
 * requests and limits by resource in cores and bytes, how often kubelet started it again, and the
 * ids (without the runtime's name) of those of its runs that ended as {@code OOMKilled}. One that
 * is {@code initial} runs before the others do.
 */
public record ContainerFacts(
    boolean initial,
    String image,
    Map<String, Double> requests,
    Map<String, Double> limits,
    long restarts,
    Set<String> oomKilled) {
  static final ContainerFacts NOTHING =
      new ContainerFacts(false, "", Map.of(), Map.of(), 0, Set.of());

  public ContainerFacts {
    requests = Map.copyOf(requests);
    limits = Map.copyOf(limits);
    oomKilled = Set.copyOf(oomKilled);
  }

  ContainerFacts withStatus(String named, long restarted, Set<String> killed) {
    return new ContainerFacts(
        initial, named.isEmpty() ? image : named, requests, limits, restarted, killed);
  }
}
