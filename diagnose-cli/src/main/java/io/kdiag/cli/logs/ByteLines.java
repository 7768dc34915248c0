package io.kdiag.cli.logs;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lines of UTF-8 of a stream; what a line has beyond 1 MiB is left out. */
public final class ByteLines implements Closeable {
  private static final int MOST_BYTES = 1 << 20;

  private final InputStream in;
  private final byte[] buffer = new byte[64 << 10];
  private byte[] line = new byte[1024];
  private int at;
  private int end;

  public ByteLines(InputStream in) {
    this.in = in;
  }

  /** Without its line feed; null at the end. A last line needs no line feed. */
  public @Nullable String next() throws IOException {
    int length = 0;
    boolean any = false;
    while (true) {
      if (at == end && !fill()) {
        return any ? text(length) : null;
      }
      any = true;
      int start = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      length = append(length, start);
      if (at < end) {
        at++;
        return text(length);
      }
    }
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }

  private int append(int length, int start) {
    int taken = Math.min(at - start, MOST_BYTES - length);
    if (length + taken > line.length) {
      line = Arrays.copyOf(line, Math.max(length + taken, 2 * line.length));
    }
    System.arraycopy(buffer, start, line, length, taken);
    return length + taken;
  }

  private String text(int length) {
    int whole = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    return new String(line, 0, whole, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      return; // it was only read
    }
  }
}
