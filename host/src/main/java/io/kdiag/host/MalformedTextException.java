package io.kdiag.host;

/**
 * A file's text is not what its document says. The message names path, line, what was expected and
 * what came.
 */
public final class MalformedTextException extends Exception {
  private static final long serialVersionUID = 1L;

  public MalformedTextException(String path, int line, String expected, String came) {
    super(path + ":" + line + ": expected " + expected + ", found " + quote(came));
  }

  private static String quote(String text) {
    return '"' + (text.length() > 80 ? text.substring(0, 80) + "..." : text) + '"';
  }
}
