package io.kdiag.host.containerlog;

import io.kdiag.host.MalformedTextException;
import io.kdiag.host.Timestamp;
import java.time.Instant;

/**
 * One line of the CRI log format: {@code <RFC3339Nano> <stdout|stderr> <P|F> <message>}. {@code
 * partial} is the tag P: the record goes on in the stream's next line. The message is as the
 * container wrote it.
 *
 * <pre>
 * 2026-11-20T21:17:03.123456789Z stdout F GET /healthz 200
 * 2026-11-20T21:17:03.123456789Z stderr P the first 16 KiB of a long li
 * </pre>
 *
 * @see <a
 *     href="https://github.com/kubernetes/design-proposals-archive/blob/main/node/kubelet-cri-logging.md">CRI
 *     logging</a>
 */
public record CriLine(Instant time, String stream, boolean partial, String message) {

  /** Parses a line without its line feed. Tags after P or F (as in {@code P:foo}) are ignored. */
  public static CriLine parse(String line) throws MalformedTextException {
    int first = line.indexOf(' ');
    int second = first < 0 ? -1 : line.indexOf(' ', first + 1);
    if (second < 0) {
      throw malformed(line);
    }
    Instant time = Timestamp.parse(line.substring(0, first));
    String stream = line.substring(first + 1, second);
    int third = line.indexOf(' ', second + 1);
    int tagEnd = third < 0 ? line.length() : third;
    String tag = line.substring(second + 1, tagEnd);
    int colon = tag.indexOf(':');
    String head = colon < 0 ? tag : tag.substring(0, colon);
    boolean known = head.equals("P") || head.equals("F");
    if (time == null || !known || !(stream.equals("stdout") || stream.equals("stderr"))) {
      throw malformed(line);
    }
    return new CriLine(time, stream, head.equals("P"), third < 0 ? "" : line.substring(third + 1));
  }

  private static MalformedTextException malformed(String line) {
    return new MalformedTextException("container log", 1, "time, stream, P or F, message", line);
  }
}
