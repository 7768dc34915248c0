package io.kdiag.host.journal;

import io.kdiag.host.JsonLine;
import io.kdiag.host.MalformedTextException;
import io.kdiag.host.Timestamp;
import io.kdiag.host.VisibleText;
import java.time.Instant;
import java.util.Map;

/**
 * One entry of the journal: {@code unit} is {@code _SYSTEMD_UNIT} or the identifier, {@code
 * priority} 0 to 7 (-1 unknown). {@code message} shows control characters by their code, and is
 * empty for an entry without one or with one too long for journalctl to show.
 *
 * <pre>
 * {"__CURSOR":"s=3c1...","__REALTIME_TIMESTAMP":"1795210623123456","PRIORITY":"3",
 *  "_SYSTEMD_UNIT":"kubelet.service","SYSLOG_IDENTIFIER":"kubelet","MESSAGE":"..."}
 * </pre>
 *
 * <p>A message that is no clean text comes as an array of its bytes.
 */
public record JournalEntry(String cursor, Instant time, String unit, int priority, String message) {

  /** Parses one line of {@code journalctl -o json}. */
  public static JournalEntry parse(String line) throws MalformedTextException {
    return of(JsonLine.parse("journalctl", line), line);
  }

  static JournalEntry of(Map<String, String> fields, String line) throws MalformedTextException {
    String micros = fields.getOrDefault("__REALTIME_TIMESTAMP", "");
    if (micros.isEmpty() || micros.length() > 18 || !isDigits(micros)) {
      throw new MalformedTextException("journalctl", 1, "__REALTIME_TIMESTAMP", line);
    }
    long since = Long.parseLong(micros);
    String identifier = fields.getOrDefault("SYSLOG_IDENTIFIER", "");
    String priority = fields.getOrDefault("PRIORITY", "");
    int level = priority.length() == 1 ? Timestamp.number(priority, 0, 1) : -1;
    return new JournalEntry(
        fields.getOrDefault("__CURSOR", ""),
        Instant.ofEpochSecond(since / 1_000_000, since % 1_000_000 * 1000),
        VisibleText.of(fields.getOrDefault("_SYSTEMD_UNIT", identifier)),
        level > 7 ? -1 : level,
        VisibleText.of(fields.getOrDefault("MESSAGE", "")));
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
