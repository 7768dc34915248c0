package io.kdiag.shipper;

import java.nio.charset.StandardCharsets;

/**
 * Writes records of one run as bulk items.
 *
 * <pre>
 * {"create":{"_id":"q83vASNFZ4mrze8B-1z4-3c"}}
 * {"@timestamp":"2026-11-20T21:17:03.123456789Z","message":"GET /healthz 200","log":{"offset":2560,
 *  "file":{"path":"/var/log/pods/default_web-0_0c1f7a3e-.../nginx/3.log"}},"stream":"stdout",
 *  "host":{"name":"n1"},"kubernetes":{...},"container":{"id":"4a5b..."},"event":{"ingested":"..."}}
 * </pre>
 *
 * The id is the {@link FileMark} of the file in which the record begins, the offset there, and how
 * many bytes of log the record is made of: the same id is always the same bytes.
 */
final class DocumentWriter {
  private static final byte[] CREATE = bytes("{\"create\":{\"_id\":\"");
  private static final byte[] TIME = bytes("\"}}\n{\"@timestamp\":\"");
  private static final byte[] MESSAGE = bytes("\",\"message\":\"");
  private static final byte[] OFFSET = bytes("\",\"log\":{\"offset\":");
  private static final byte[] INGESTED = bytes(",\"event\":{\"ingested\":\"");
  private static final byte[] END = bytes("\"}}\n");

  private final byte[] fromOut;
  private final byte[] fromErr;
  private final byte[] fromNone;

  DocumentWriter(Run run, String nodeName) {
    fromOut = origin(run, nodeName, LogLine.Stream.STDOUT);
    fromErr = origin(run, nodeName, LogLine.Stream.STDERR);
    fromNone = origin(run, nodeName, LogLine.Stream.NONE);
  }

  /** A record's place: where it begins in its file and in the run, and its bytes of log. */
  record Place(String mark, long inFile, long inRun, long bytes) {}

  /** Appends {@code line} as a record of its own. */
  void write(Batch batch, Place place, LogLine line) {
    byte[] time = line.timeBytes;
    begin(batch, place);
    if (time == null) {
      batch.body.raw(batch.created());
    } else {
      batch.body.raw(time, line.timeStart, line.timeEnd);
    }
    finish(batch, place, line.stream, line.bytes, line.start, line.end);
  }

  /** Appends a record joined of several parts, whose time is its first part's. */
  void write(Batch batch, Place place, LogLine.Stream stream, byte[] time, byte[] message) {
    begin(batch, place);
    batch.body.raw(time);
    finish(batch, place, stream, message, 0, message.length);
  }

  private static void begin(Batch batch, Place place) {
    batch.beginItem();
    Json json = batch.body;
    json.raw(CREATE).ascii(place.mark());
    json.ascii("-").number(place.inFile(), 36);
    json.ascii("-").number(place.bytes(), 36).raw(TIME);
  }

  private void finish(
      Batch batch, Place place, LogLine.Stream stream, byte[] from, int start, int end) {
    Json json = batch.body.raw(MESSAGE);
    if (!json.text(from, start, end)) {
      batch.keepOriginal(from, start, end);
    }
    json.raw(OFFSET).number(place.inRun()).raw(origin(stream));
    json.raw(INGESTED).raw(batch.created()).raw(END);
  }

  private byte[] origin(LogLine.Stream stream) {
    return switch (stream) {
      case STDOUT -> fromOut;
      case STDERR -> fromErr;
      case NONE -> fromNone;
    };
  }

  private static byte[] origin(Run run, String nodeName, LogLine.Stream stream) {
    Json json = new Json(512);
    json.ascii(",\"file\":{\"path\":").quoted(run.path()).ascii("}}");
    if (stream != LogLine.Stream.NONE) {
      json.ascii(",\"stream\":").quoted(stream.label);
    }
    json.ascii(",\"host\":{\"name\":").quoted(nodeName);
    json.ascii("},\"kubernetes\":{\"node\":{\"name\":").quoted(nodeName);
    json.ascii("},\"namespace\":").quoted(run.namespace());
    json.ascii(",\"pod\":{\"name\":").quoted(run.pod());
    json.ascii(",\"uid\":").quoted(run.podUid());
    json.ascii("},\"container\":{\"name\":").quoted(run.container());
    json.ascii(",\"restart_count\":").number(run.restart()).ascii("}}");
    String id = run.containerId();
    if (id != null) {
      json.ascii(",\"container\":{\"id\":").quoted(id).ascii("}");
    }
    byte[] origin = new byte[json.length()];
    System.arraycopy(json.bytes(), 0, origin, 0, origin.length);
    return origin;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
