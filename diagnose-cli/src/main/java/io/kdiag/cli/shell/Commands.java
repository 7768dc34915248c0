package io.kdiag.cli.shell;

import java.io.PrintStream;
import java.util.List;

/** The commands that the shell runs, without knowing them. */
public interface Commands {

  /**
   * Runs one, prints what it finds to {@code output}, progress and complaints to {@code error}, and
   * gives its status. None keeps what the one before was told.
   */
  int run(List<String> words, PrintStream output, PrintStream error, int columns);

  /** From now on {@code namespace} is meant where a command names none. */
  void use(String namespace);

  /**
   * Whole words that may stand in the place of {@code words[index]}, of which {@code cursor}
   * characters are typed.
   */
  List<String> completions(List<String> words, int index, int cursor);
}
