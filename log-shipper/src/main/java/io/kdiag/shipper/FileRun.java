package io.kdiag.shipper;

import io.kdiag.shipper.text.LineTime;

/**
 * A log file of the host's that no container wrote, such as etcd's; {@code time} reads its lines'
 * times.
 */
record FileRun(String path, LineTime time) implements Run {
  static final String KEY = "file:";

  @Override
  public String key() {
    return KEY + path;
  }
}
