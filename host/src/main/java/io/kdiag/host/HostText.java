package io.kdiag.host;

import java.nio.charset.StandardCharsets;

/**
 * The bytes of one file with the path that error messages name. The buffer may be the reader's own
 * and reused: a parser keeps nothing of it.
 */
public final class HostText {
  private final String path;
  private final byte[] bytes;
  private final int length;

  /** The first {@code length} of {@code bytes}. */
  public HostText(String path, byte[] bytes, int length) {
    this.path = path;
    this.bytes = bytes;
    this.length = length;
  }

  public static HostText of(String path, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new HostText(path, bytes, bytes.length);
  }

  public String path() {
    return path;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** A cursor at the first byte. */
  public AsciiCursor cursor() {
    return new AsciiCursor(this);
  }

  /**
   * A cursor at the first byte of a text whose every line ends in a line feed, as the kernel writes
   * them. A text that was cut inside a line is refused: its last number may be a part of one.
   */
  public AsciiCursor lines() throws MalformedTextException {
    if (length > 0 && bytes[length - 1] != '\n') {
      int line = 1;
      for (int i = 0; i < length; i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw new MalformedTextException(path, line, "a line feed", "the end of the file");
    }
    return cursor();
  }

  /** The whole text; bytes that are not UTF-8 become U+FFFD. */
  public String string() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  /** The whole text without white space at its ends. */
  public String trimmed() {
    return string().strip();
  }
}
