package io.kdiag.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where a machine's file system is: {@code /} on the machine itself, {@code /host} in a DaemonSet,
 * a recorded tree in a test. All paths of the host's go through it and are given as they are on the
 * host ({@code /proc/meminfo}).
 */
public record HostRoot(Path directory) implements FileSource {
  /**
   * More than any file of /proc or a cgroup holds on a machine of 10,000 processes; longer ones are
   * refused, never cut.
   */
  public static final int LIMIT_BYTES = 16 << 20;

  private static final String BOOT_ID = "/proc/sys/kernel/random/boot_id";

  /** Makes a value of a file's text. */
  @FunctionalInterface
  public interface Parser<T> {
    T parse(HostText text) throws MalformedTextException;
  }

  /** This machine, as this process sees it. */
  public static HostRoot local() {
    return new HostRoot(Path.of("/"));
  }

  /** The environment's {@code HOST_ROOT}, or this machine. */
  public static HostRoot fromEnvironment() {
    String root = System.getenv("HOST_ROOT");
    return root == null || root.isBlank() ? local() : new HostRoot(Path.of(root));
  }

  public boolean isLocal() {
    return directory.getParent() == null;
  }

  /**
   * The kernel that runs this process is the one whose files these are: here system calls tell
   * about the same machine. Not so for a recorded tree.
   */
  public boolean isThisMachine() {
    return isLocal()
        || read(BOOT_ID, HostText::trimmed)
            .optional()
            .equals(local().read(BOOT_ID, HostText::trimmed).optional());
  }

  /** Where the host's {@code path} is for this process. Links in it are not resolved. */
  public Path resolve(String path) {
    return directory.resolve(path.startsWith("/") ? path.substring(1) : path);
  }

  @Override
  public <T> Reading<T> read(String path, Parser<T> parser) {
    ReadBuffer buffer = ReadBuffer.take();
    try (InputStream in = Files.newInputStream(resolve(path))) {
      if (!buffer.fill(in, LIMIT_BYTES)) {
        return Reading.malformed(path, path + ": larger than " + LIMIT_BYTES + " bytes");
      }
      return Reading.present(parser.parse(buffer.text(path)));
    } catch (MalformedTextException e) {
      return Reading.malformed(path, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return failed(path, e);
    } finally {
      buffer.giveBack();
    }
  }

  /** The names in a directory, sorted. */
  public Reading<List<String>> list(String path) {
    try (var entries = Files.newDirectoryStream(resolve(path))) {
      List<String> names = new ArrayList<>();
      for (Path entry : entries) {
        names.add(String.valueOf(entry.getFileName()));
      }
      names.sort(Comparator.naturalOrder());
      return Reading.present(List.copyOf(names));
    } catch (DirectoryIteratorException e) {
      return Reading.unreadable(path, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return failed(path, e);
    }
  }

  /** Says in the terms of {@link Reading} why {@code path} gave nothing. */
  public static <T> Reading<T> failed(String path, IOException e) {
    if (e instanceof NoSuchFileException || e instanceof NotDirectoryException) {
      return Reading.absent(path);
    }
    if (e instanceof AccessDeniedException) {
      return Reading.unreadable(path, "permission denied");
    }
    String reason = e instanceof FileSystemException f ? f.getReason() : null;
    String message = reason == null ? String.valueOf(e.getMessage()) : reason;
    // A process or cgroup that ended between open and read, and a file the kernel offers but does
    // not serve.
    boolean gone =
        message.contains("No such process")
            || message.contains("No such device")
            || message.contains("not supported");
    return gone ? Reading.absent(path) : Reading.unreadable(path, message);
  }
}
