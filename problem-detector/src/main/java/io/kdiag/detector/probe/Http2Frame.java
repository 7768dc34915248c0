package io.kdiag.detector.probe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One frame of HTTP/2 (<a href="https://www.rfc-editor.org/rfc/rfc9113#section-4.1">RFC 9113,
 * section 4.1</a>): length (3 bytes), type (1), flags (1), stream (4), payload.
 */
final class Http2Frame {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int CONTINUATION = 9;

  static final int END_STREAM = 0x1;
  static final int ACK = 0x1;
  static final int END_HEADERS = 0x4;
  private static final int PADDED = 0x8;
  private static final int PRIORITY = 0x20;

  static final int HEADER_BYTES = 9;

  /** What a peer may send unless it was told otherwise. */
  static final int LARGEST_PAYLOAD = 16384;

  private final int type;
  private final int flags;
  private final int stream;
  private final byte[] payload;

  Http2Frame(int type, int flags, int stream, byte[] payload) {
    this.type = type;
    this.flags = flags;
    this.stream = stream;
    this.payload = payload;
  }

  /** The length that a header of nine bytes promises. */
  static int payloadLength(byte[] header) {
    return (header[0] & 0xff) << 16 | (header[1] & 0xff) << 8 | (header[2] & 0xff);
  }

  static Http2Frame of(byte[] header, byte[] payload) {
    int stream = ByteBuffer.wrap(header, 5, 4).getInt() & Integer.MAX_VALUE;
    return new Http2Frame(header[3], header[4] & 0xff, stream, payload);
  }

  byte[] encode() {
    return ByteBuffer.allocate(HEADER_BYTES + payload.length)
        .put((byte) (payload.length >> 16))
        .putShort((short) payload.length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  int type() {
    return type;
  }

  int stream() {
    return stream;
  }

  byte[] payload() {
    return payload;
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  boolean endsStream() {
    return (type == DATA || type == HEADERS) && has(END_STREAM);
  }

  /** The payload without padding and priority. */
  byte[] body() throws IOException {
    int start = has(PADDED) ? 1 : 0;
    int padding = start == 1 && payload.length > 0 ? payload[0] & 0xff : 0;
    if (type == HEADERS && has(PRIORITY)) {
      start += 5;
    }
    if (start + padding > payload.length) {
      throw new IOException("a frame is shorter than its padding");
    }
    return Arrays.copyOfRange(payload, start, payload.length - padding);
  }
}
