package io.kdiag.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The last bytes of a file that may be of any size. {@code cut} says that there is more before
 * them; they then begin with the first whole line.
 */
public final class FileTail {
  private final byte[] bytes;
  private final int start;
  private final int end;
  private final boolean cut;

  private FileTail(byte[] bytes, int start, int end, boolean cut) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.cut = cut;
  }

  /** All of a text that is in memory already. */
  public static FileTail of(byte[] bytes) {
    return new FileTail(bytes, 0, bytes.length, false);
  }

  /** Reads at most the last {@code most} bytes; only of a regular file, since others may block. */
  public static FileTail read(Path path, int most) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    if (!Files.isRegularFile(path)) {
      throw new IOException("not a regular file");
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      long from = Math.max(0, size - most);
      ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(size, most));
      long position = from;
      while (buffer.hasRemaining()) {
        int read = channel.read(buffer, position);
        if (read < 0) {
          break;
        }
        position += read;
      }
      byte[] bytes = buffer.array();
      int start = from == 0 ? 0 : afterLine(bytes, buffer.position());
      return new FileTail(bytes, start, buffer.position(), from > 0);
    }
  }

  /** The buffer itself; only what is between {@link #start} and {@link #end} counts. */
  public byte[] bytes() {
    return bytes;
  }

  public int start() {
    return start;
  }

  public int end() {
    return end;
  }

  public boolean cut() {
    return cut;
  }

  /** The place of the line feed that ends the line at {@code from}, or the end. */
  public int lineEnd(int from) {
    int at = from;
    while (at < end && bytes[at] != '\n') {
      at++;
    }
    return at;
  }

  private static int afterLine(byte[] bytes, int end) {
    for (int i = 0; i < end; i++) {
      if (bytes[i] == '\n') {
        return i + 1;
      }
    }
    return end;
  }
}
