package io.kdiag.deploy;

import java.time.Instant;

/** The node agent's own log: a line each on standard output, in key=value pairs. */
final class AgentLog {
  private AgentLog() {}

  static void info(String message, String... pairs) {
    write("info", message, pairs);
  }

  static void error(String message, String... pairs) {
    write("error", message, pairs);
  }

  private static void write(String level, String message, String... pairs) {
    StringBuilder line = new StringBuilder("ts=").append(Instant.now()).append(" level=");
    line.append(level).append(" module=node-agent msg=\"");
    line.append(message.replace("\"", "'").replace("\n", " ")).append('"');
    for (int i = 0; i + 1 < pairs.length; i += 2) {
      line.append(' ').append(pairs[i]).append('=').append(pairs[i + 1]);
    }
    System.out.println(line);
  }
}
