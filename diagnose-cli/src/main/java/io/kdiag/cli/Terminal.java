package io.kdiag.cli;

import io.kdiag.cli.render.TextStyle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the three standard streams are connected to, seen from the links in {@code /proc/self/fd}:
 * that costs no console library at start. {@code columns} is the environment's {@code COLUMNS},
 * which the launcher sets on a terminal.
 */
record Terminal(boolean input, boolean output, boolean error, boolean noColour, int columns) {
  private static final int NARROWEST = 60;
  private static final int WIDEST = 140;

  static Terminal detect(Map<String, String> environment) {
    String noColour = environment.getOrDefault("NO_COLOR", "");
    boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
    return new Terminal(
        isTerminal(0),
        isTerminal(1),
        isTerminal(2),
        dumb || !noColour.isEmpty(),
        columns(environment));
  }

  /** Somebody sits at it. */
  boolean interactive() {
    return input && output;
  }

  Terminal withColumns(int wide) {
    return new Terminal(input, output, error, noColour, wide);
  }

  TextStyle style(boolean colourRefused, boolean all) {
    int width = output && columns > 0 ? Math.clamp(columns, NARROWEST, WIDEST) : TextStyle.WIDTH;
    return new TextStyle(width, output && !noColour && !colourRefused, all);
  }

  private static int columns(Map<String, String> environment) {
    String columns = environment.getOrDefault("COLUMNS", "");
    try {
      return Integer.parseInt(columns);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException e) {
      return false;
    }
  }
}
