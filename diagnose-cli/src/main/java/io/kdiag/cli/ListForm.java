package io.kdiag.cli;

/** The value of {@code -o} of commands that list things. */
enum ListForm {
  text,
  json
}
