package io.kdiag.collector.exposition;

import java.nio.charset.StandardCharsets;

/**
 * A metric family: its name, type and help, with the bytes that announce it made once.
 *
 * <pre>
 * # HELP node_load1 1m load average.
 * # TYPE node_load1 gauge
 * </pre>
 */
public final class Family {
  private final String name;
  private final String type;
  private final byte[] nameBytes;
  private final byte[] header;

  private Family(String name, String type, String help) {
    this.name = name;
    this.type = type;
    this.nameBytes = name.getBytes(StandardCharsets.UTF_8);
    String escaped = help.replace("\\", "\\\\").replace("\n", "\\n");
    this.header =
        ("# HELP " + name + " " + escaped + "\n# TYPE " + name + " " + type + "\n")
            .getBytes(StandardCharsets.UTF_8);
  }

  /** A sum since some start; its name ends in {@code _total}. */
  public static Family counter(String name, String help) {
    return new Family(name, "counter", help);
  }

  /** A value of now. */
  public static Family gauge(String name, String help) {
    return new Family(name, "gauge", help);
  }

  /** A value whose peer does not say what it is either. */
  public static Family untyped(String name, String help) {
    return new Family(name, "untyped", help);
  }

  public String name() {
    return name;
  }

  public String type() {
    return type;
  }

  byte[] nameBytes() {
    return nameBytes;
  }

  byte[] header() {
    return header;
  }
}
