package io.kdiag.collector.sample;

import io.kdiag.collector.exposition.Labels;

/**
 * What is remembered of a container by its name, over restarts and for an hour after the last sign
 * of it: kills for want of memory, and how often kubelet started it again.
 */
public record Lasting(
    String namespace, String pod, String container, Labels labels, long oomKills, long restarts) {

  /** Kills of one run of a container that has gone, under the labels that its cgroup had. */
  public record Gone(Labels labels, long oomKills) {}
}
