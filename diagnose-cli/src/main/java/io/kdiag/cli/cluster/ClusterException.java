package io.kdiag.cli.cluster;

/** The cluster could not be asked; the message says why and what to do. */
public final class ClusterException extends Exception {
  private static final long serialVersionUID = 1L;
  private final boolean wrongUsage;

  ClusterException(String message, boolean wrongUsage) {
    super(message);
    this.wrongUsage = wrongUsage;
  }

  /** What was asked for does not exist, rather than could not be reached. */
  public boolean wrongUsage() {
    return wrongUsage;
  }
}
