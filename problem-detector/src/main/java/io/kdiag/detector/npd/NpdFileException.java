package io.kdiag.detector.npd;

import java.util.List;

/** A configuration file that cannot be used: all that is wrong with it, a line each. */
public final class NpdFileException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> mistakes;

  NpdFileException(List<String> mistakes) {
    super(String.join("\n", mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  public List<String> mistakes() {
    return mistakes;
  }
}
