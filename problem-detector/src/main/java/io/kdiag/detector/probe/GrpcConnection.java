package io.kdiag.detector.probe;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * One gRPC connection over a unix socket, by hand: HTTP/2 (<a
 * href="https://www.rfc-editor.org/rfc/rfc9113">RFC 9113</a>) with one request at a time and small
 * answers, which is all that the question "how are you" needs. A gRPC library would cost more to
 * load than the whole diagnosis.
 *
 * <pre>{@code
 * -> preface, SETTINGS(table size 0)      <- SETTINGS, SETTINGS ack, WINDOW_UPDATE, PING
 * -> HEADERS 1, DATA 1 (end of stream)    <- HEADERS 1, DATA 1, HEADERS 1 (end of stream: trailers)
 * }</pre>
 *
 * <p>An answer larger than the window that every connection begins with (64 KiB) is refused, so
 * that no window is ever to be reopened.
 */
final class GrpcConnection implements AutoCloseable {
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int LARGEST_ANSWER = 65535;

  /** SETTINGS_HEADER_TABLE_SIZE (1) = 0, SETTINGS_ENABLE_PUSH (2) = 0. */
  private static final byte[] SETTINGS = {0, 1, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0};

  private final SocketChannel channel;
  private final Selector selector;
  private final Deadline deadline;
  private int lastStream = -1;

  GrpcConnection(Path socket, Deadline deadline) throws IOException {
    this.deadline = deadline;
    this.channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    this.selector = Selector.open();
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      send(PREFACE.getBytes(StandardCharsets.US_ASCII));
      send(new Http2Frame(Http2Frame.SETTINGS, 0, 0, SETTINGS).encode());
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Calls {@code path} with an empty message. */
  GrpcAnswer call(String path) throws IOException {
    lastStream += 2;
    byte[] request = HeaderBlock.request(path);
    send(new Http2Frame(Http2Frame.HEADERS, Http2Frame.END_HEADERS, lastStream, request).encode());
    send(new Http2Frame(Http2Frame.DATA, Http2Frame.END_STREAM, lastStream, new byte[5]).encode());
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    ByteArrayOutputStream headers = new ByteArrayOutputStream();
    boolean end = false;
    while (true) {
      Http2Frame frame = receive();
      if (frame.stream() != lastStream) {
        connectionFrame(frame);
        continue;
      }
      streamFrame(frame, headers, data);
      end |= frame.endsStream();
      boolean whole = frame.type() == Http2Frame.DATA || frame.has(Http2Frame.END_HEADERS);
      if (end && whole) {
        return GrpcAnswer.of(HeaderBlock.parse(headers.toByteArray()), data.toByteArray());
      }
    }
  }

  private static void streamFrame(
      Http2Frame frame, ByteArrayOutputStream headers, ByteArrayOutputStream data)
      throws IOException {
    switch (frame.type()) {
      case Http2Frame.RST_STREAM -> throw new IOException("the call was reset");
      case Http2Frame.DATA -> data.writeBytes(frame.body());
      case Http2Frame.HEADERS -> {
        headers.reset();
        headers.writeBytes(frame.body());
      }
      case Http2Frame.CONTINUATION -> headers.writeBytes(frame.payload());
      default -> {
        // WINDOW_UPDATE and PRIORITY
      }
    }
    if (data.size() > LARGEST_ANSWER || headers.size() > LARGEST_ANSWER) {
      throw new IOException("the answer is larger than " + LARGEST_ANSWER + " bytes");
    }
  }

  private void connectionFrame(Http2Frame frame) throws IOException {
    boolean question = !frame.has(Http2Frame.ACK);
    switch (frame.type()) {
      case Http2Frame.SETTINGS -> {
        if (question) {
          send(new Http2Frame(Http2Frame.SETTINGS, Http2Frame.ACK, 0, new byte[0]).encode());
        }
      }
      case Http2Frame.PING -> {
        if (question) {
          send(new Http2Frame(Http2Frame.PING, Http2Frame.ACK, 0, frame.payload()).encode());
        }
      }
      case Http2Frame.GOAWAY -> throw new IOException("said goodbye: " + goodbye(frame.payload()));
      default -> {
        // WINDOW_UPDATE, and what later versions may add: of no concern to so small a talk
      }
    }
  }

  private static String goodbye(byte[] payload) {
    int start = Math.min(8, payload.length);
    return new String(payload, start, payload.length - start, StandardCharsets.UTF_8);
  }

  private Http2Frame receive() throws IOException {
    byte[] header = receive(Http2Frame.HEADER_BYTES);
    int length = Http2Frame.payloadLength(header);
    if (length > Http2Frame.LARGEST_PAYLOAD) {
      String came = new String(header, StandardCharsets.ISO_8859_1);
      throw new IOException("does not speak gRPC, but: " + came);
    }
    return Http2Frame.of(header, receive(length));
  }

  private byte[] receive(int bytes) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(bytes);
    while (in.hasRemaining()) {
      int read = channel.read(in);
      if (read < 0) {
        throw new EOFException("closed the connection without an answer");
      }
      if (read == 0) {
        await(SelectionKey.OP_READ);
      }
    }
    return in.array();
  }

  private void send(byte[] bytes) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(bytes);
    while (out.hasRemaining()) {
      if (channel.write(out) == 0) {
        await(SelectionKey.OP_WRITE);
      }
    }
  }

  private void await(int operation) throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.interestOps(operation);
    }
    selector.select(deadline.remainingMillis());
    selector.selectedKeys().clear();
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}
