package io.kdiag.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a file's bytes go until they are parsed: one buffer per thread, used again and again, since
 * a machine of 250 containers has some 5,000 small files to read at once. A parser that reads
 * another file meanwhile gets a buffer of its own for it.
 */
final class ReadBuffer {
  private static final int FIRST_BYTES = 8 << 10;
  private static final int MOST_KEPT_BYTES = 256 << 10;
  private static final ThreadLocal<@Nullable ReadBuffer> KEPT = new ThreadLocal<>();

  private byte[] bytes = new byte[FIRST_BYTES];
  private int length;

  private ReadBuffer() {}

  static ReadBuffer take() {
    ReadBuffer kept = KEPT.get();
    if (kept == null) {
      return new ReadBuffer();
    }
    KEPT.set(null);
    return kept;
  }

  /** Lets this thread's next file have it; the text is void from now on. */
  void giveBack() {
    if (bytes.length <= MOST_KEPT_BYTES) {
      KEPT.set(this);
    }
  }

  /** Reads to the end; false where that is beyond {@code limit}. */
  boolean fill(InputStream in, int limit) throws IOException {
    length = 0;
    for (int read = 0; read >= 0; length += Math.max(0, read)) {
      if (length > limit) {
        return false;
      }
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, length * 2);
      }
      read = in.read(bytes, length, bytes.length - length);
    }
    return true;
  }

  /** The same from a file that stays open, from its start. */
  boolean fill(FileChannel in, int limit) throws IOException {
    length = 0;
    for (int read = 0; read >= 0; length += Math.max(0, read)) {
      if (length > limit) {
        return false;
      }
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, length * 2);
      }
      read = in.read(ByteBuffer.wrap(bytes, length, bytes.length - length), length);
    }
    return true;
  }

  HostText text(String path) {
    return new HostText(path, bytes, length);
  }
}
