package io.kdiag.cli.evidence;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads an archive that may be hostile, file by file: nothing is written to a disk, links and
 * devices are skipped, and size and number of the entries are bounded. Reads ustar as {@link
 * TarWriter} and GNU tar write it.
 */
public final class TarReader {
  /** More files than a capture of a cluster with 30,000 pods has. */
  private static final int MOST_ENTRIES = 500_000;

  private static final int PREFIX = 345;
  private static final int PREFIX_LENGTH = 155;

  private final InputStream in;
  private final long mostBytes;
  private long bytes;
  private int entries;
  private long unread;

  /** {@code mostBytes} bounds the whole archive, unpacked. */
  public TarReader(InputStream in, long mostBytes) {
    this.in = in;
    this.mostBytes = mostBytes;
  }

  /** The name of the next regular file, null at the archive's end. */
  public @Nullable String next() throws IOException {
    while (true) {
      skip(unread);
      byte[] header = block();
      if (isEmpty(header)) {
        return null;
      }
      verify(header);
      long size = octal(header, 124, 12);
      unread = size + (TarWriter.BLOCK - size % TarWriter.BLOCK) % TarWriter.BLOCK;
      count(unread);
      char type = (char) header[156];
      if (type == '0' || type == 0) {
        this.size = size;
        return name(header);
      }
    }
  }

  private long size;

  /** The content of the file that {@link #next} named. */
  public byte[] content() throws IOException {
    byte[] content = in.readNBytes((int) size);
    if (content.length < size) {
      throw truncated();
    }
    unread -= size;
    return content;
  }

  /** The same, to {@code out}: for files of any size. */
  public void copyTo(OutputStream out) throws IOException {
    byte[] buffer = new byte[64 << 10];
    for (long left = size; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw truncated();
      }
      out.write(buffer, 0, read);
      left -= read;
    }
    unread -= size;
  }

  private void count(long more) throws DamagedCaptureException {
    entries++;
    bytes += more;
    if (entries > MOST_ENTRIES || bytes > mostBytes) {
      throw new DamagedCaptureException(
          "larger than a capture can be (" + entries + " entries, " + bytes + " bytes)");
    }
  }

  private byte[] block() throws IOException {
    byte[] block = in.readNBytes(TarWriter.BLOCK);
    if (block.length < TarWriter.BLOCK) {
      throw truncated();
    }
    return block;
  }

  private void skip(long count) throws IOException {
    try {
      in.skipNBytes(count);
    } catch (EOFException e) {
      throw truncated();
    }
  }

  private static DamagedCaptureException truncated() {
    return new DamagedCaptureException("the capture ends too early: it is not whole");
  }

  private static void verify(byte[] header) throws DamagedCaptureException {
    int sum = 0;
    for (int i = 0; i < header.length; i++) {
      sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
    }
    if (sum != octal(header, 148, 8)) {
      throw new DamagedCaptureException("not a tar archive, or a damaged one (checksum)");
    }
  }

  private static boolean isEmpty(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private static long octal(byte[] header, int offset, int length) throws DamagedCaptureException {
    long number = 0;
    for (int i = offset; i < offset + length; i++) {
      byte b = header[i];
      if (b >= '0' && b <= '7') {
        number = number * 8 + (b - '0');
      } else if (b != ' ' && b != 0) {
        throw new DamagedCaptureException("not a tar archive, or a damaged one (number)");
      }
    }
    return number;
  }

  private static String name(byte[] header) {
    int length = 0;
    while (length < TarWriter.NAME && header[length] != 0) {
      length++;
    }
    String name = new String(header, 0, length, StandardCharsets.UTF_8);
    int prefix = PREFIX;
    while (prefix < PREFIX + PREFIX_LENGTH && header[prefix] != 0) {
      prefix++;
    }
    boolean ustar = header[257] == 'u' && header[262] == 0;
    return prefix == PREFIX || !ustar
        ? name
        : new String(header, PREFIX, prefix - PREFIX, StandardCharsets.UTF_8) + "/" + name;
  }
}
