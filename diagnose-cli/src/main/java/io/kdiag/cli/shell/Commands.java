package io.kdiag.cli.shell;

import java.io.PrintStream;
import picocli.CommandLine;

/** Gives the commands anew for each line, so that none keeps what the one before was told. */
public interface Commands {

  /** They print what they found to {@code output} and progress and complaints to {@code error}. */
  CommandLine on(PrintStream output, PrintStream error, int columns);
}
