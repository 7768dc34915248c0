package io.kdiag.shipper;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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

  /** Passes {@code bytes} unread. */
  void skip(long bytes) throws IOException;

  @Override
  void close() throws IOException;

  /**
   * Opens {@code file} at {@code offset} of its text. Fails as if it were gone where the name means
   * another file than {@code mark} by now: kubelet may have renamed it since it was found.
   */
  static LogSource open(Run run, String mark, FoundFile file, long offset) throws IOException {
    LogSource source = file.compressed() ? Compressed.open(file) : Plain.open(file);
    try {
      byte[] buffer = new byte[FileMark.MOST_BYTES];
      int filled = source.fill(buffer);
      source.advance(0);
      if (!mark.equals(FileMark.of(run, Arrays.copyOf(buffer, filled), true))) {
        throw new NoSuchFileException(file.file().toString(), null, "another file by now");
      }
      source.skip(offset);
      return source;
    } catch (IOException e) {
      source.close();
      throw e;
    }
  }

  /** A file that may still grow. */
  final class Plain implements LogSource {
    private final FileChannel channel;
    private long offset;

    private Plain(FileChannel channel) {
      this.channel = channel;
    }

    private static Plain open(FoundFile file) throws IOException {
      return new Plain(FileChannel.open(file.file(), StandardOpenOption.READ));
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
    public void skip(long bytes) {
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

    private static Compressed open(FoundFile file) throws IOException {
      InputStream raw = Files.newInputStream(file.file());
      try {
        return new Compressed(new GZIPInputStream(raw, 8192));
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
    public void skip(long bytes) throws IOException {
      int fromKept = (int) Math.min(bytes, kept.length);
      kept = Arrays.copyOfRange(kept, fromKept, kept.length);
      in.skipNBytes(bytes - fromKept);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
