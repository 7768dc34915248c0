package io.kdiag.cli.files;

import io.kdiag.cli.evidence.TarWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Files laid out in a directory of their own, which become one tar.gz or nothing. */
public final class CaptureArchive implements AutoCloseable {
  private static final Path MANIFEST = Path.of("manifest.json");
  private final Path directory;

  private CaptureArchive(Path directory) {
    this.directory = directory;
  }

  public static CaptureArchive begin() throws IOException {
    return new CaptureArchive(Files.createTempDirectory("kdiag-capture-"));
  }

  /** Where to lay them out; nobody else can look into it. */
  public Path directory() {
    return directory;
  }

  /** The manifest first, so that a reader sees at once what it has. Mode 0600. */
  public void write(Path file, Instant time) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path unfinished = absolute.resolveSibling("." + absolute.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    try (FileChannel channel =
        FileChannel.open(
            unfinished,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      OutputStream out =
          new BufferedOutputStream(
              new GZIPOutputStream(Channels.newOutputStream(channel), 64 << 10), 64 << 10);
      TarWriter tar = new TarWriter(out, time);
      for (Path each : files()) {
        tar.file(directory.relativize(each).toString(), each);
      }
      tar.end();
      out.close();
      Files.move(unfinished, absolute, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(directory)) {
      all.filter(Files::isRegularFile).sorted().forEach(files::add);
    }
    Path manifest = directory.resolve(MANIFEST);
    if (files.remove(manifest)) {
      files.addFirst(manifest);
    }
    return files;
  }

  @Override
  public void close() {
    UnpackedArchive.remove(directory);
  }
}
