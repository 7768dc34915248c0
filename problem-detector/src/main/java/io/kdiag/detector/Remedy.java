package io.kdiag.detector;

/**
 * What an operator can do: a command (shown, never run), its risk, and the command that shows that
 * it helped. {@code undo} is empty where there is nothing to undo.
 */
public record Remedy(String what, String command, Risk risk, String verify, String undo) {

  /** What running the command may do to the machine's work. */
  public enum Risk {
    READ_ONLY,
    SAFE,
    DISRUPTIVE
  }
}
