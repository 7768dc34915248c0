package io.kdiag.detector.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * As much of HPACK (<a href="https://www.rfc-editor.org/rfc/rfc7541">RFC 7541</a>) as one gRPC call
 * needs: it writes literals without indexing, and reads the fields whose names are spelled out,
 * such as {@code grpc-status} and {@code grpc-message}. The peer is told that the dynamic table has
 * no room, so no field refers to an earlier one; fields of the static table are stepped over.
 */
final class HeaderBlock {
  private HeaderBlock() {}

  /** The request's header: {@code POST} of the gRPC method {@code path}. */
  static byte[] request(String path) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0x83); // :method: POST
    out.write(0x86); // :scheme: http
    literal(out, ":path", path);
    literal(out, ":authority", "localhost");
    literal(out, "content-type", "application/grpc");
    literal(out, "te", "trailers");
    literal(out, "user-agent", "kdiag");
    return out.toByteArray();
  }

  /** Names and texts here are ASCII and shorter than 127, so that a length is one byte. */
  private static void literal(ByteArrayOutputStream out, String name, String value) {
    out.write(0);
    out.write(name.length());
    out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
    out.write(value.length());
    out.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
  }

  /** The fields of a block with their names spelled out. */
  static Map<String, String> parse(byte[] block) throws IOException {
    Reader reader = new Reader(block);
    Map<String, String> fields = new HashMap<>();
    while (reader.position < block.length) {
      int first = block[reader.position] & 0xff;
      if ((first & 0x80) != 0) {
        reader.number(7); // a whole field of a table
      } else if ((first & 0xe0) == 0x20) {
        reader.number(5); // the table's size
      } else {
        int name = reader.number((first & 0x40) != 0 ? 6 : 4);
        String spelled = name == 0 ? reader.string() : "";
        String value = reader.string();
        if (name == 0) {
          fields.put(spelled, value);
        }
      }
    }
    return fields;
  }

  private static final class Reader {
    private final byte[] block;
    private int position;

    Reader(byte[] block) {
      this.block = block;
    }

    /** An integer whose first byte holds it in its last {@code prefix} bits (section 5.1). */
    int number(int prefix) throws IOException {
      int mask = (1 << prefix) - 1;
      int value = next() & mask;
      if (value < mask) {
        return value;
      }
      for (int shift = 0; shift <= 14; shift += 7) {
        int more = next();
        value += (more & 0x7f) << shift;
        if ((more & 0x80) == 0) {
          return value;
        }
      }
      throw new IOException("a header is too long");
    }

    String string() throws IOException {
      boolean huffman = position < block.length && (block[position] & 0x80) != 0;
      int length = number(7);
      int start = position;
      if (length > block.length - start) {
        throw new IOException("a header is cut off");
      }
      position += length;
      return huffman
          ? new String(HuffmanCode.decode(block, start, length), StandardCharsets.UTF_8)
          : new String(block, start, length, StandardCharsets.UTF_8);
    }

    private int next() throws IOException {
      if (position >= block.length) {
        throw new IOException("a header is cut off");
      }
      return block[position++] & 0xff;
    }
  }
}
