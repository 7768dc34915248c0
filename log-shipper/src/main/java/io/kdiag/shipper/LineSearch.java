package io.kdiag.shipper;

import io.kdiag.host.Timestamp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Finds the first line of a time in a run's files, reading at most some MiB in all. */
final class LineSearch {
  private static final long MOST_BYTES = 128 << 20;
  private static final int BUFFER_BYTES = 128 << 10;

  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final LogLine line = new LogLine();
  private long left = MOST_BYTES;

  /** Adds a member {@code line} where there is such a line, or {@code line_error}. */
  void write(Json json, RunView view, Instant time) {
    for (RunView.FileView file : view.files()) {
      try (LogSource source = LogSource.open(view.run(), file.mark(), file.found(), 0)) {
        if (write(json, view, file, source, time)) {
          return;
        }
      } catch (IOException e) {
        json.ascii(",\"line_error\":").quoted("cannot read " + file.path());
        return;
      }
    }
  }

  private boolean write(
      Json json, RunView view, RunView.FileView file, LogSource source, Instant time)
      throws IOException {
    long offset = 0;
    while (left > 0) {
      int filled = source.fill(buffer);
      int start = 0;
      int end = LineFeeds.next(buffer, 0, filled);
      while (end < filled) {
        line.set(buffer, start, end);
        Instant written = time();
        if (written != null && !written.isBefore(time)) {
          found(json, view, file, offset + start, end + 1 - start, written);
          return true;
        }
        start = end + 1;
        end = LineFeeds.next(buffer, start, filled);
      }
      int used = start == 0 && filled == buffer.length ? filled : start;
      source.advance(used);
      if (used == 0) {
        return false;
      }
      offset += used;
      left -= used;
    }
    return false;
  }

  private @Nullable Instant time() {
    byte[] bytes = line.timeBytes;
    return bytes == null
        ? null
        : Timestamp.parse(
            new String(
                bytes, line.timeStart, line.timeEnd - line.timeStart, StandardCharsets.US_ASCII));
  }

  private static void found(
      Json json, RunView view, RunView.FileView file, long inFile, int bytes, Instant time) {
    long inRun = file.base() < 0 ? -1 : file.base() + inFile;
    json.ascii(",\"line\":{\"file\":").quoted(file.path());
    json.ascii(",\"offset_in_file\":").number(inFile);
    if (inRun >= 0) {
      json.ascii(",\"offset\":").number(inRun);
    }
    json.ascii(",\"time\":").quoted(time.toString());
    json.ascii(",\"state\":").quoted(view.state(inRun));
    json.ascii(",\"id\":\"").ascii(file.mark()).ascii("-").number(inFile, 36);
    json.ascii("-").number(bytes, 36).ascii("\"}");
  }
}
