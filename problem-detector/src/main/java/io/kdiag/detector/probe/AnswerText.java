package io.kdiag.detector.probe;

/** What a stranger answered, made fit to be shown: one line, no control characters, bounded. */
final class AnswerText {
  private static final int LIMIT = 300;

  private AnswerText() {}

  static String of(String text) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), LIMIT));
    for (int i = 0; i < text.length() && line.length() < LIMIT; i++) {
      char c = text.charAt(i);
      boolean blank =
          c == ' ' || Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
      if (!blank) {
        line.append(c);
      } else if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
        line.append(' ');
      }
    }
    return line.toString().strip();
  }

  static String of(Throwable error) {
    String message = error.getMessage();
    return of(message == null ? error.getClass().getSimpleName() : message);
  }
}
