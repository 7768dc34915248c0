package io.kdiag.detector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kdiag.detector.document.ReportedProblem.PodObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The events that the API server is to be told, few of them: strikes of one problem and thing
 * within {@code window} are one series, of which an update goes out at most once a minute; new
 * series beyond a burst of {@value #BURST} are let in one every ten seconds, the others are shed
 * and counted. Not thread-safe.
 *
 * <p>A series' name is made of what began it (boot id, sequence number), so that a replay of the
 * log after a crash tells the API server nothing twice.
 */
final class EventLog {
  static final int BURST = 25;
  static final int MOST_SERIES = 128;
  private static final Duration REFILL = Duration.ofSeconds(10);
  private static final Duration UPDATE = Duration.ofMinutes(1);

  /** The API server keeps events for an hour: older news is no news. */
  private static final Duration NEWS = Duration.ofHours(1);

  private final String node;
  private final Duration window;
  private final Map<String, EventSeries> series = new LinkedHashMap<>();
  private int tokens = BURST;
  private Instant refilled;
  private long shed;

  EventLog(String node, Duration window, Instant now) {
    this.node = node;
    this.window = window;
    this.refilled = now;
  }

  /** A life struck; {@code origin} names the record that said so, the same at each replay. */
  void add(Life life, String origin, Instant now) {
    if (life.last().isBefore(now.minus(NEWS))) {
      return;
    }
    add(life, null, origin, now);
    PodObject pod = life.pod;
    if (pod != null && !pod.name().isEmpty()) {
      add(life, pod, origin, now);
    }
  }

  /** More is known of the latest strike: its event says so at the next update. */
  void reword(Life life) {
    String message = Wording.message(life);
    for (EventSeries one : series.values()) {
      if (one.key.endsWith('\0' + life.key) && !one.message.equals(message)) {
        one.message = message;
        one.reworded = one.sent > 0;
      }
    }
  }

  private void add(Life life, @Nullable PodObject pod, String origin, Instant now) {
    String key = (pod == null ? "node" : "pod " + pod.uid()) + '\0' + life.key;
    EventSeries known = series.get(key);
    if (known == null || known.last.plus(window).isBefore(life.last())) {
      known = begin(key, life, pod, origin, now);
    }
    if (known == null) {
      shed++;
    } else {
      known.strike(life.last(), Wording.message(life));
    }
  }

  private @Nullable EventSeries begin(
      String key, Life life, @Nullable PodObject pod, String origin, Instant now) {
    series.remove(key);
    forgetOld(now);
    if (series.size() >= MOST_SERIES || !takeToken(now)) {
      return null;
    }
    String code = life.problem.code();
    String name =
        node + "." + code.toLowerCase(Locale.ROOT) + "." + Long.toHexString(hash(origin + key));
    boolean warning = life.problem.severity() != Severity.INFO;
    EventSeries begun = new EventSeries(key, name, code, warning, pod, life.last(), "");
    series.put(key, begun);
    return begun;
  }

  private boolean takeToken(Instant now) {
    long earned = Math.max(0, Duration.between(refilled, now).dividedBy(REFILL));
    if (earned > 0) {
      tokens = (int) Math.min(BURST, tokens + earned);
      refilled = now;
    }
    if (tokens == 0) {
      return false;
    }
    tokens--;
    return true;
  }

  private void forgetOld(Instant now) {
    Instant oldest = now.minus(window);
    series.values().removeIf(one -> one.sent == one.count && one.last.isBefore(oldest));
  }

  /** FNV-1a: events are told apart by it, nothing is kept secret by it. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  /** A series with news that may go out now; null: none. */
  @Nullable EventSeries due(Instant now) {
    for (EventSeries one : series.values()) {
      boolean news = one.count > one.sent || one.reworded;
      if (news && (one.sent == 0 || !one.sentAt.plus(UPDATE).isAfter(now))) {
        return one;
      }
    }
    return null;
  }

  /** The API server knows the series up to {@code count}, or will never want it. */
  void told(String key, String name, long count, Instant now) {
    EventSeries one = series.get(key);
    if (one != null && one.name.equals(name)) {
      one.sent = count;
      one.sentAt = now;
      one.reworded = false;
    }
  }

  long shed() {
    return shed;
  }

  ArrayNode save() {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    series.values().forEach(one -> json.add(one.save()));
    return json;
  }

  void restore(@Nullable JsonNode json) throws IOException {
    if (json != null) {
      for (JsonNode saved : json) {
        EventSeries one = EventSeries.restore(saved);
        series.put(one.key, one);
      }
    }
  }
}
