package io.kdiag.cli.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Writes regular files in the POSIX ustar format. Names are ASCII of at most 256 bytes.
 *
 * @see <a
 *     href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06">ustar
 *     Interchange Format</a>
 */
public final class TarWriter {
  static final int BLOCK = 512;
  static final int NAME = 100;
  private static final int PREFIX = 155;

  private final OutputStream out;
  private final Instant modified;

  /** {@code modified} is every file's time of modification. */
  public TarWriter(OutputStream out, Instant modified) {
    this.out = out;
    this.modified = modified;
  }

  public void file(String name, byte[] content) throws IOException {
    out.write(header(name, content.length));
    out.write(content);
    out.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
  }

  /** The content of a file that is there, of any size. */
  public void file(String name, Path content) throws IOException {
    long size = Files.size(content);
    out.write(header(name, size));
    try (InputStream in = Files.newInputStream(content)) {
      long written = in.transferTo(out);
      if (written != size) {
        throw new IOException(content + " changed while it was written");
      }
    }
    out.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
  }

  /** The two empty blocks that end an archive. The stream stays open. */
  public void end() throws IOException {
    out.write(new byte[2 * BLOCK]);
  }

  private byte[] header(String name, long size) throws IOException {
    byte[] header = new byte[BLOCK];
    int cut = cut(name);
    text(header, 345, name.substring(0, Math.max(0, cut)));
    text(header, 0, name.substring(cut + 1));
    octal(header, 100, 7, 0644);
    octal(header, 108, 7, 0);
    octal(header, 116, 7, 0);
    octal(header, 124, 11, size);
    octal(header, 136, 11, Math.max(0, modified.getEpochSecond()));
    header[156] = '0';
    text(header, 257, "ustar");
    text(header, 263, "00");
    checksum(header);
    return header;
  }

  /**
   * The slash between what stands in the prefix field and in the name field; -1: all in the name.
   */
  private static int cut(String name) throws IOException {
    if (name.length() <= NAME) {
      return -1;
    }
    int cut = name.indexOf('/', name.length() - NAME - 1);
    if (cut < 0 || cut > PREFIX || !StandardCharsets.US_ASCII.newEncoder().canEncode(name)) {
      throw new IOException("too long a name for an archive: " + name);
    }
    return cut;
  }

  /** The sum of all bytes, with the checksum's own eight taken as blanks. */
  private static void checksum(byte[] header) {
    text(header, 148, "        ");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    octal(header, 148, 6, sum);
    header[154] = 0;
  }

  private static void octal(byte[] header, int offset, int digits, long number) {
    long left = number;
    for (int i = digits - 1; i >= 0; i--) {
      header[offset + i] = (byte) ('0' + (left & 7));
      left >>= 3;
    }
  }

  private static void text(byte[] header, int offset, String text) {
    for (int i = 0; i < text.length(); i++) {
      header[offset + i] = (byte) text.charAt(i);
    }
  }
}
