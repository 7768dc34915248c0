package io.kdiag.shipper;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * An open log file, read forward. It stays readable when kubelet renames, compresses or deletes it;
 * {@code close} ends that.
 */
sealed interface LogSource extends Closeable {

  /** Reads from the first byte not yet passed on, as much as {@code buffer} takes or there is. */
  int fill(byte[] buffer) throws IOException;

  /** Passes {@code bytes} of what {@link #fill} gave; must follow each of its calls. */
  void advance(int bytes);

  @Override
  void close() throws IOException;

  /** Opens {@code file} at {@code offset} of its text. */
  static LogSource open(FoundFile file, long offset) throws IOException {
    return file.compressed() ? Compressed.open(file, offset) : Plain.open(file, offset);
  }

  /** A file that may still grow. */
  final class Plain implements LogSource {
    private final FileChannel channel;
    private long offset;

    private Plain(FileChannel channel, long offset) {
      this.channel = channel;
      this.offset = offset;
    }

    private static Plain open(FoundFile file, long offset) throws IOException {
      return new Plain(FileChannel.open(file.file(), StandardOpenOption.READ), offset);
    }

    @Override
    public int fill(byte[] buffer) throws IOException {
      ByteBuffer into = ByteBuffer.wrap(buffer);
      while (into.hasRemaining() && channel.read(into, offset + into.position()) > 0) {}
      return into.position();
    }

    @Override
    public void advance(int bytes) {
      offset += bytes;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** A rotated file that is whole; what {@code fill} gave and nobody passed is kept. */
  final class Compressed implements LogSource {
    private final InputStream in;
    private byte[] given = new byte[0];
    private int givenLength;
    private byte[] kept = new byte[0];

    private Compressed(InputStream in) {
      this.in = in;
    }

    private static Compressed open(FoundFile file, long offset) throws IOException {
      InputStream raw = Files.newInputStream(file.file());
      try {
        InputStream in = new GZIPInputStream(raw, 8192);
        in.skipNBytes(offset);
        return new Compressed(in);
      } catch (IOException e) {
        raw.close();
        throw e;
      }
    }

    @Override
    public int fill(byte[] buffer) throws IOException {
      System.arraycopy(kept, 0, buffer, 0, kept.length);
      int read = in.readNBytes(buffer, kept.length, buffer.length - kept.length);
      given = buffer;
      givenLength = kept.length + read;
      kept = new byte[0];
      return givenLength;
    }

    @Override
    public void advance(int bytes) {
      kept = Arrays.copyOfRange(given, bytes, givenLength);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
