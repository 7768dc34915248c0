package io.kdiag.shipper;

import io.kdiag.shipper.pods.PodInfo;
import io.kdiag.shipper.text.JsonMessage;
import io.kdiag.shipper.text.LogLevel;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes records of one run as bulk items. One thread uses it.
 *
 * <pre>
 * {"create":{"_id":"q83vASNFZ4mrze8B-1z4-3c"}}
 * {"@timestamp":"2026-11-20T21:17:03.123456789Z","message":"GET /healthz 200","log":{"level":"info",
 *  "offset":2560,"file":{"path":"/var/log/pods/default_web-0_0c1f7a3e-.../nginx/3.log"}},
 *  "stream":"stdout","host":{"name":"n1"},"kubernetes":{...},"container":{"id":"4a5b..."},
 *  "event":{"ingested":"..."}}
 * </pre>
 *
 * The id is the {@link FileMark} of the file in which the record begins, the offset there, and how
 * many bytes of log the record is made of: the same id is always the same bytes.
 */
final class DocumentWriter {
  private static final byte[] CREATE = bytes("{\"create\":{\"_id\":\"");
  private static final byte[] TIME = bytes("\"}}\n{\"@timestamp\":\"");
  private static final byte[] MESSAGE = bytes("\",\"message\":\"");
  private static final byte[] LOG = bytes("\",\"log\":{");
  private static final byte[] LEVEL = bytes("\"level\":\"");
  private static final byte[] LEVEL_END = bytes("\",");
  private static final byte[] OFFSET = bytes("\"offset\":");
  private static final byte[] SKIPPED = bytes(",\"flags\":[\"truncated\"],\"skipped_bytes\":");
  private static final byte[] PARSED = bytes(",\"json\":");
  private static final byte[] INGESTED = bytes(",\"event\":{\"ingested\":\"");
  private static final byte[] END = bytes("\"}}\n");

  private Run run;
  private @Nullable PodInfo pod;
  private final String node;
  private final byte[] create;
  private final Map<LogLine.Stream, byte[]> origins = new EnumMap<>(LogLine.Stream.class);
  private boolean json;

  /** {@code stream}: the data stream, null for the one that the request names. */
  DocumentWriter(Run run, String node, @Nullable String stream) {
    this.run = run;
    this.node = node;
    this.create =
        stream == null ? CREATE : bytes("{\"create\":{\"_index\":\"" + stream + "\",\"_id\":\"");
    describe(null);
  }

  /** A record's place: where it begins in its file and in the run, and its bytes of log. */
  record Place(String mark, long inFile, long inRun, long bytes) {}

  /** From now on documents say that they are of {@code known}, which is the same run. */
  void identify(Run known) {
    run = known;
    describe(pod);
  }

  /** From now on documents say what {@code info} does, too. */
  void describe(@Nullable PodInfo info) {
    pod = info;
    for (LogLine.Stream stream : LogLine.Stream.values()) {
      origins.put(stream, Origin.of(run, node, stream, info));
    }
  }

  /** From now on messages that are JSON objects are given as such, too. */
  void parseJson(boolean wanted) {
    json = wanted;
  }

  /** Appends {@code line} as a record of its own. */
  void write(Batch batch, Place place, LogLine line) {
    byte[] time = line.timeBytes;
    begin(batch, place);
    if (time == null) {
      batch.body.raw(batch.created());
    } else {
      batch.body.raw(time, line.timeStart, line.timeEnd);
    }
    finish(batch, place, line.stream, line.bytes, line.start, line.end, 0);
  }

  /** Appends a record joined of several parts, whose time is its first part's. */
  void write(
      Batch batch,
      Place place,
      LogLine.Stream stream,
      byte[] time,
      byte[] message,
      int length,
      long skipped) {
    begin(batch, place);
    batch.body.raw(time);
    finish(batch, place, stream, message, 0, length, skipped);
  }

  /** Appends a document about what is missing. */
  void write(Batch batch, Gap gap) {
    batch.beginItem();
    Json body = batch.body;
    body.raw(create).ascii(gap.mark()).ascii("-gap-").number(gap.from(), 36).raw(TIME);
    body.raw(batch.created()).ascii("\",\"message\":").quoted(gap.text());
    body.ascii(",\"log\":{\"level\":\"error\",").raw(OFFSET).number(gap.offset());
    body.raw(origin(LogLine.Stream.NONE));
    body.ascii(",\"kdiag\":{\"gap\":{\"reason\":").quoted(gap.reason().label);
    body.ascii(",\"file\":").quoted(gap.file()).ascii(",\"from\":").number(gap.from());
    if (gap.to() >= 0) {
      body.ascii(",\"to\":").number(gap.to());
    }
    body.ascii("}}").raw(INGESTED).raw(batch.created()).raw(END);
  }

  private void begin(Batch batch, Place place) {
    batch.beginItem();
    Json body = batch.body;
    body.raw(create).ascii(place.mark());
    body.ascii("-").number(place.inFile(), 36);
    body.ascii("-").number(place.bytes(), 36).raw(TIME);
  }

  private void finish(
      Batch batch,
      Place place,
      LogLine.Stream stream,
      byte[] from,
      int start,
      int end,
      long skipped) {
    Json body = batch.body.raw(MESSAGE);
    JsonMessage parsed = json && skipped == 0 ? JsonMessage.of(from, start, end) : null;
    String own = parsed == null ? null : parsed.message();
    if (own != null) {
      byte[] utf8 = bytes(own);
      boolean ignored = body.text(utf8, 0, utf8.length);
    } else if (!body.text(from, start, end)) {
      batch.keepOriginal(from, start, end);
    }
    body.raw(LOG);
    LogLevel level = LogLevel.of(from, start, end);
    if (level != null) {
      body.raw(LEVEL).ascii(level.label()).raw(LEVEL_END);
    }
    body.raw(OFFSET).number(place.inRun());
    if (skipped > 0) {
      body.raw(SKIPPED).number(skipped);
    }
    body.raw(origin(stream));
    if (parsed != null) {
      body.raw(PARSED).object(from, start, end);
    }
    body.raw(INGESTED).raw(batch.created()).raw(END);
  }

  private byte[] origin(LogLine.Stream stream) {
    return Objects.requireNonNull(origins.get(stream));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
