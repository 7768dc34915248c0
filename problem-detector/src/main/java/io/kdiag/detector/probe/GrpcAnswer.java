package io.kdiag.detector.probe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;

/** What came of a gRPC call: its status (0: fine), its message, and the answer's protobuf bytes. */
final class GrpcAnswer {
  static final int PERMISSION_DENIED = 7;
  static final int UNIMPLEMENTED = 12;

  private final int status;
  private final String message;
  private final byte[] data;

  private GrpcAnswer(int status, String message, byte[] data) {
    this.status = status;
    this.message = message;
    this.data = data;
  }

  /**
   * {@code data} is one message behind five bytes: a zero for "not compressed", and its length. A
   * call that failed has none.
   */
  static GrpcAnswer of(Map<String, String> trailers, byte[] data) throws IOException {
    String status = trailers.getOrDefault("grpc-status", "");
    String message = trailers.getOrDefault("grpc-message", "");
    if (status.isEmpty() || status.length() > 3 || !status.chars().allMatch(Character::isDigit)) {
      throw new IOException("the answer has no gRPC status");
    }
    int code = Integer.parseInt(status);
    if (code != 0) {
      return new GrpcAnswer(code, message, new byte[0]);
    }
    boolean framed = data.length >= 5 && data[0] == 0;
    if (!framed || ByteBuffer.wrap(data, 1, 4).getInt() != data.length - 5) {
      throw new IOException("the answer is not one plain gRPC message");
    }
    return new GrpcAnswer(0, message, Arrays.copyOfRange(data, 5, data.length));
  }

  int status() {
    return status;
  }

  String message() {
    return message;
  }

  byte[] data() {
    return data;
  }
}
