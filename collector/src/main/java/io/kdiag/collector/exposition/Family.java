package io.kdiag.collector.exposition;

import java.nio.charset.StandardCharsets;

/**
 * A metric family: its name, type and help, with the bytes that announce it made once. OpenMetrics
 * names a counter without its {@code _total} and calls what is untyped unknown.
 *
 * <pre>
 * # HELP node_forks_total Total number of forks.
 * # TYPE node_forks_total counter
 *
 * # TYPE node_forks counter
 * # HELP node_forks Total number of forks.
 * </pre>
 */
public final class Family {
  private static final String TOTAL = "_total";

  private final String name;
  private final String type;
  private final byte[] nameBytes;
  private final byte[] header;
  private final byte[] openMetricsHeader;

  private Family(String name, String type, String help) {
    this.name = name;
    this.type = type;
    this.nameBytes = bytes(name);
    String escaped = help.replace("\\", "\\\\").replace("\n", "\\n");
    this.header = bytes("# HELP " + name + " " + escaped + "\n# TYPE " + name + " " + type + "\n");
    boolean counter = type.equals("counter") && name.endsWith(TOTAL);
    String open = counter ? name.substring(0, name.length() - TOTAL.length()) : name;
    String openType = counter || type.equals("gauge") ? type : "unknown";
    String openHelp = escaped.replace("\"", "\\\"");
    this.openMetricsHeader =
        bytes("# TYPE " + open + " " + openType + "\n# HELP " + open + " " + openHelp + "\n");
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

  byte[] header(Format format) {
    return format == Format.TEXT ? header : openMetricsHeader;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
