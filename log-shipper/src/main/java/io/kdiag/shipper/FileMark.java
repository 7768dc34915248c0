package io.kdiag.shipper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a log file is known by for ever: a hash of its run and its first line, which begins with a
 * time in nanoseconds. It is the same after a rename, as {@code .gz}, on another inode and for a
 * shipper that has lost its state; documents' ids begin with it.
 *
 * <pre>
 * q83vASNFZ4mrze8B
 * </pre>
 */
final class FileMark {
  static final int MOST_BYTES = 256;
  private static final int HASH_BYTES = 12;

  private FileMark() {}

  /**
   * Null where the name means another file by now, and as long as the first line is not whole,
   * unless {@code written} says that it will not become so.
   */
  static @Nullable String of(Run run, FoundFile file, boolean written) throws IOException {
    if (file.bytes() == 0) {
      return null;
    }
    byte[] head;
    try (InputStream raw = Files.newInputStream(file.file());
        InputStream in = file.compressed() ? new GZIPInputStream(raw) : raw) {
      head = in.readNBytes(MOST_BYTES);
    }
    return FoundFile.of(file.file()).isSame(file) ? of(run, head, written) : null;
  }

  /** Of a file's first {@link #MOST_BYTES}. */
  static @Nullable String of(Run run, byte[] head, boolean written) {
    int end = 0;
    while (end < head.length && head[end] != '\n') {
      end++;
    }
    boolean whole = written || end < head.length || head.length == MOST_BYTES;
    return whole ? hash(run, Arrays.copyOf(head, end)) : null;
  }

  private static String hash(Run run, byte[] line) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((run.key() + "\n").getBytes(StandardCharsets.UTF_8));
      byte[] hash = digest.digest(line);
      return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(hash, HASH_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
