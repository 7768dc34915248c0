package io.kdiag.cli.gather;

/**
 * Tells lines that speak of an error, by the words they use and by the severity of klog's lines.
 */
final class ErrorWords {
  private static final String[] WORDS = {
    "error",
    "fatal",
    "panic",
    "exception",
    "failed",
    "failure",
    "denied",
    "refused",
    "cannot",
    "unable",
    "no such",
    "not found",
    "out of memory",
    "killed",
    "segmentation",
    "traceback",
    "abort",
    "invalid",
    "unauthorized",
    "forbidden",
    "timed out",
    "no space",
    "bad address",
    "in use",
    "too many",
    "not permitted",
    "read-only",
    "unknown ",
    "unreachable",
    "not set",
    "unrecognized",
    "can't",
    "missing",
    "timeout",
    "panicked",
    "sigsegv"
  };

  private static final int MOST_CHARACTERS = 2000;

  private ErrorWords() {}

  static boolean in(String line) {
    if (isKlog(line)) {
      return line.charAt(0) == 'E' || line.charAt(0) == 'F';
    }
    int end = Math.min(line.length(), MOST_CHARACTERS);
    for (int i = 0; i < end; i++) {
      for (String word : WORDS) {
        if ((line.charAt(i) | 0x20) == word.charAt(0)
            && line.regionMatches(true, i, word, 0, word.length())) {
          return !isCalm(line);
        }
      }
    }
    return false;
  }

  /** {@code E1120 21:17:03.123456 1234 server.go:158] ...}. */
  private static boolean isKlog(String line) {
    if (line.length() < 22 || "IWEF".indexOf(line.charAt(0)) < 0 || line.charAt(5) != ' ') {
      return false;
    }
    for (int i = 1; i < 5; i++) {
      if (line.charAt(i) < '0' || line.charAt(i) > '9') {
        return false;
      }
    }
    return line.charAt(8) == ':';
  }

  /** What calls itself information speaks of no error of its own. */
  private static boolean isCalm(String line) {
    return line.contains("level=info")
        || line.contains("level=debug")
        || line.contains("\"level\":\"info\"")
        || line.contains("\"level\":\"debug\"");
  }
}
