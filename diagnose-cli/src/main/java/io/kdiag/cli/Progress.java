package io.kdiag.cli;

import io.kdiag.cli.gather.LocalGatherer;
import java.io.PrintStream;
import java.time.Duration;

/**
 * One line on standard error that counts the window down and is erased at its end; nothing where
 * that is no terminal.
 */
final class Progress implements LocalGatherer.Countdown {
  private static final String ERASE = "\r\033[K";

  private final PrintStream error;
  private final boolean terminal;

  Progress(PrintStream error, boolean terminal) {
    this.error = error;
    this.terminal = terminal;
  }

  void start() {
    show("kdiag: reading this machine ...");
  }

  /** {@code far}: how far it is; empty at the start. */
  void asking(String far) {
    show("kdiag: asking the cluster ..." + (far.isEmpty() ? "" : " " + far));
  }

  /** {@code what}: the file, and how far it is. */
  void reading(String what) {
    show("kdiag: reading " + what + " ...");
  }

  @Override
  public void left(Duration left) {
    if (left.isZero()) {
      show("kdiag: putting it together ...");
    } else {
      long seconds = (left.toMillis() + 999) / 1000;
      show("kdiag: watching this machine, " + seconds + " s left ...");
    }
  }

  void end() {
    show("");
  }

  private void show(String text) {
    if (terminal) {
      error.print(ERASE + text);
      error.flush();
    }
  }
}
