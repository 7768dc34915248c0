package io.kdiag.collector.exposition;

import java.nio.charset.StandardCharsets;

/**
 * The label block of a series, as the bytes that stand between its name and its value. Made once
 * and kept as long as the thing it names lives.
 *
 * <pre>
 * {device="vda",mode="idle"}
 * </pre>
 */
public final class Labels {
  public static final Labels NONE = new Labels(new byte[0]);

  private final byte[] bytes;

  private Labels(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Names and values by turns, in the order they are to stand. */
  public static Labels of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0 || namesAndValues.length == 0) {
      throw new IllegalArgumentException("labels come as name and value, by turns");
    }
    StringBuilder text = new StringBuilder(64);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      text.append(i == 0 ? '{' : ',').append(namesAndValues[i]).append("=\"");
      escape(namesAndValues[i + 1], text);
      text.append('"');
    }
    return new Labels(text.append('}').toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void escape(String value, StringBuilder to) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> to.append("\\\\");
        case '"' -> to.append("\\\"");
        case '\n' -> to.append("\\n");
        default -> to.append(c);
      }
    }
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
