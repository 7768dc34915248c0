package io.kdiag.cli.render;

import io.kdiag.detector.Severity;

/**
 * How text looks: its width in columns, whether colours are used, whether everything is shown.
 * {@code WIDTH} is that of a file or pipe.
 */
public record TextStyle(int width, boolean colour, boolean all) {
  public static final int WIDTH = 100;

  public static TextStyle plain() {
    return new TextStyle(WIDTH, false, false);
  }

  String bold(String text) {
    return paint("1", text);
  }

  String faint(String text) {
    return paint("2", text);
  }

  String good(String text) {
    return paint("1;32", text);
  }

  String command(String text) {
    return paint("36", text);
  }

  String severity(Severity severity, String text) {
    return switch (severity) {
      case CRITICAL -> paint("1;31", text);
      case WARNING -> paint("1;33", text);
      case INFO -> paint("1;34", text);
    };
  }

  String paint(String code, String text) {
    return colour && !text.isEmpty() ? "\033[" + code + "m" + text + "\033[0m" : text;
  }
}
