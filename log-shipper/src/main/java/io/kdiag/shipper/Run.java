package io.kdiag.shipper;

import org.jspecify.annotations.Nullable;

/**
 * One run of a container, from its start to its end: what kubelet writes to {@code <restart>.log}
 * and rotates away beside it. All of it is read off paths.
 */
record Run(
    String namespace,
    String pod,
    String podUid,
    String container,
    int restart,
    @Nullable String containerId) {

  /** What tells it from all other runs, in a state file too. */
  String key() {
    return podUid + "/" + container + "/" + restart;
  }

  /** The live file, whatever of the run it holds just now. */
  String path() {
    String directory = "/var/log/pods/" + namespace + "_" + pod + "_" + podUid;
    return directory + "/" + container + "/" + restart + ".log";
  }
}
