package io.kdiag.detector.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a container runtime says of itself: the conditions of {@code StatusResponse} of the <a
 * href="https://github.com/kubernetes/cri-api/blob/master/pkg/apis/runtime/v1/api.proto">container
 * runtime interface</a>, read from protobuf's wire format.
 *
 * <pre>{@code
 * StatusResponse { RuntimeStatus status = 1; }   RuntimeStatus { repeated RuntimeCondition conditions = 1; }
 * RuntimeCondition { string type = 1; bool status = 2; string reason = 3; string message = 4; }
 * }</pre>
 */
record CriStatus(List<Condition> conditions) {

  /** {@code RuntimeReady} or {@code NetworkReady}. */
  record Condition(String type, boolean status, String reason, String message) {}

  static CriStatus parse(byte[] response) throws IOException {
    List<Condition> conditions = new ArrayList<>();
    Message outer = new Message(response, 0, response.length);
    while (outer.next()) {
      if (outer.field == 1 && outer.bytes) {
        Message status = outer.message();
        while (status.next()) {
          if (status.field == 1 && status.bytes) {
            conditions.add(condition(status.message()));
          }
        }
      }
    }
    return new CriStatus(List.copyOf(conditions));
  }

  private static Condition condition(Message fields) throws IOException {
    String type = "";
    boolean status = false;
    String reason = "";
    String message = "";
    while (fields.next()) {
      switch (fields.field) {
        case 1 -> type = fields.string();
        case 2 -> status = fields.value != 0;
        case 3 -> reason = fields.string();
        case 4 -> message = fields.string();
        default -> {
          // a later version's
        }
      }
    }
    return new Condition(type, status, reason, message);
  }

  /** A walk over the fields of one message. */
  private static final class Message {
    private final byte[] data;
    private final int end;
    private int position;
    private int field;
    private boolean bytes;
    private long value;

    Message(byte[] data, int start, int end) {
      this.data = data;
      this.position = start;
      this.end = end;
    }

    /** Steps to the next field; {@code value} is its number, or its length with bytes before us. */
    boolean next() throws IOException {
      if (position >= end) {
        return false;
      }
      long tag = varint();
      field = (int) (tag >>> 3);
      bytes = (tag & 7) == 2;
      switch ((int) (tag & 7)) {
        case 0 -> value = varint();
        case 1 -> skip(8);
        case 2 -> {
          value = varint();
          skip(value);
        }
        case 5 -> skip(4);
        default -> throw new IOException("not protobuf: wire type " + (tag & 7));
      }
      return true;
    }

    Message message() {
      return new Message(data, position - (int) value, position);
    }

    String string() {
      return bytes
          ? new String(data, position - (int) value, (int) value, StandardCharsets.UTF_8)
          : "";
    }

    private void skip(long length) throws IOException {
      if (length < 0 || length > end - position) {
        throw new IOException("not protobuf: a field is longer than its message");
      }
      position += (int) length;
    }

    private long varint() throws IOException {
      long number = 0;
      for (int shift = 0; shift < 64; shift += 7) {
        if (position >= end) {
          break;
        }
        byte next = data[position++];
        number |= (long) (next & 0x7f) << shift;
        if (next >= 0) {
          return number;
        }
      }
      throw new IOException("not protobuf: a number is cut off");
    }
  }
}
