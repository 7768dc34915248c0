package io.kdiag.deploy;

import io.micronaut.context.exceptions.BeanContextException;
import java.util.List;

/** Settings with which the agent cannot start: a line for each. */
final class SettingsException extends Exception {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // never serialised
  private final List<String> mistakes;

  SettingsException(List<String> mistakes) {
    super(String.join("\n", mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  /** What a configuration's own check says, without the framework's words around it. */
  static SettingsException of(BeanContextException failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && !(cause instanceof IllegalArgumentException)) {
      cause = cause.getCause();
    }
    return new SettingsException(List.of(String.valueOf(cause.getMessage()).split("\n")));
  }

  List<String> mistakes() {
    return mistakes;
  }
}
