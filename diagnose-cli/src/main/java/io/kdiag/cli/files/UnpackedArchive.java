package io.kdiag.cli.files;

import io.kdiag.cli.evidence.DamagedCaptureException;
import io.kdiag.cli.evidence.TarReader;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A tar.gz laid out in a directory of the user's own, as objects in it are read more than once. */
final class UnpackedArchive {
  private static final long MOST_BYTES = 16L << 30;

  private UnpackedArchive() {}

  /** By the two bytes that gzip begins with. */
  static boolean isOne(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(2);
      return head.length == 2 && head[0] == 0x1f && (head[1] & 0xff) == 0x8b;
    }
  }

  static Path of(Path archive) throws IOException {
    Path directory = Files.createTempDirectory("kdiag-from-");
    try (InputStream in = new BufferedInputStream(Files.newInputStream(archive), 64 << 10);
        InputStream unzipped = new GZIPInputStream(in, 64 << 10)) {
      TarReader tar = new TarReader(unzipped, MOST_BYTES);
      for (String name = tar.next(); name != null; name = tar.next()) {
        unpack(tar, directory, name);
      }
      return directory;
    } catch (ZipException | EOFException e) {
      remove(directory);
      throw new DamagedCaptureException(archive + ": not a whole gzip file: " + e.getMessage());
    } catch (DamagedCaptureException e) {
      remove(directory);
      throw new DamagedCaptureException(archive + ": " + e.getMessage());
    } catch (IOException | RuntimeException e) {
      remove(directory);
      throw e;
    }
  }

  private static void unpack(TarReader tar, Path directory, String name) throws IOException {
    Path file = directory.resolve(name).normalize();
    if (!file.startsWith(directory) || file.equals(directory)) {
      throw new DamagedCaptureException("a name in it leads out of it: " + name);
    }
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file)) {
      tar.copyTo(out);
    }
  }

  static void remove(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      return; // it stays with the other temporary files, which the system clears
    }
  }
}
