package io.kdiag.cli.gather;

/** There is no evidence to reason about; the message is for the operator. */
public final class GatheringFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  public GatheringFailedException(String message) {
    super(message);
  }
}
