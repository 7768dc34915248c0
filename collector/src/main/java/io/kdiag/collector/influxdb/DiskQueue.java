package io.kdiag.collector.influxdb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Batches that wait on disk, a file each, oldest first, over restarts; the file's name says what is
 * in it. What would be too much or is too old is deleted, oldest first, and its points are told.
 * Written to a new file, which is forced to disk and renamed. For one thread.
 *
 * <pre>
 * 0000000000000017-1795218944116-840.gz      the 17th, made at that millisecond, 840 points
 * </pre>
 */
final class DiskQueue {
  private static final Pattern NAME = Pattern.compile("(\\d{16})-(\\d{1,15})-(\\d{1,9})\\.gz");

  private final Path directory;
  private final long mostBytes;
  private final long mostMillis;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private long bytes;
  private long points;
  private long next;

  private record Waiting(Path file, long number, long madeAtMillis, int points, long bytes) {}

  private DiskQueue(Path directory, long mostBytes, Duration oldest) {
    this.directory = directory;
    this.mostBytes = mostBytes;
    this.mostMillis = oldest.toMillis();
  }

  /** Takes over what an earlier process left; what it had not finished writing is deleted. */
  static DiskQueue open(Path directory, long mostBytes, Duration oldest) throws IOException {
    DiskQueue queue = new DiskQueue(directory, mostBytes, oldest);
    Files.createDirectories(directory);
    List<Waiting> found = new ArrayList<>();
    try (var files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        if (name.matches()) {
          found.add(
              new Waiting(
                  file,
                  Long.parseLong(name.group(1)),
                  Long.parseLong(name.group(2)),
                  Integer.parseInt(name.group(3)),
                  Files.size(file)));
        } else if (file.toString().endsWith(".new")) {
          Files.deleteIfExists(file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    found.sort(Comparator.comparingLong(Waiting::number));
    found.forEach(queue::keep);
    queue.next = found.isEmpty() ? 1 : found.getLast().number() + 1;
    return queue;
  }

  private void keep(Waiting each) {
    waiting.addLast(each);
    bytes += each.bytes();
    points += each.points();
  }

  /** Adds the newest; returns the points that had to go for it. */
  int add(Batch batch) throws IOException {
    byte[] packed = packed(batch.lines());
    if (packed.length > mostBytes) {
      return batch.points();
    }
    String name = "%016d-%d-%d.gz".formatted(next, batch.madeAtMillis(), batch.points());
    Path file = directory.resolve(name);
    Path unfinished = directory.resolve(name + ".new");
    try (FileChannel out =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      var buffer = ByteBuffer.wrap(packed);
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
      out.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(unfinished);
      throw e;
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    keep(new Waiting(file, next++, batch.madeAtMillis(), batch.points(), packed.length));
    return dropWhile(() -> bytes > mostBytes);
  }

  /** Deletes what is older than allowed; returns its points. */
  int dropOld(long nowMillis) throws IOException {
    return dropWhile(
        () -> {
          Waiting oldest = waiting.peekFirst();
          return oldest != null && nowMillis - oldest.madeAtMillis() > mostMillis;
        });
  }

  private int dropWhile(BooleanSupplier tooMuch) throws IOException {
    int dropped = 0;
    while (tooMuch.getAsBoolean()) {
      Waiting oldest = waiting.getFirst();
      removeOldest();
      dropped += oldest.points();
    }
    return dropped;
  }

  /** The oldest, which stays; null where there is none. One that cannot be read is an error. */
  @Nullable Batch oldest() throws IOException {
    Waiting oldest = waiting.peekFirst();
    if (oldest == null) {
      return null;
    }
    try (var in = new GZIPInputStream(Files.newInputStream(oldest.file()))) {
      String lines = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Batch(lines, oldest.points(), oldest.madeAtMillis());
    }
  }

  /** The points of the oldest, 0 where there is none. */
  int pointsOfOldest() {
    Waiting oldest = waiting.peekFirst();
    return oldest == null ? 0 : oldest.points();
  }

  /** Removes the oldest. One that somebody else has deleted is gone, too. */
  void removeOldest() throws IOException {
    Waiting oldest = waiting.removeFirst();
    bytes -= oldest.bytes();
    points -= oldest.points();
    try {
      Files.delete(oldest.file());
    } catch (NoSuchFileException gone) {
      return;
    }
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  int batches() {
    return waiting.size();
  }

  long bytes() {
    return bytes;
  }

  long points() {
    return points;
  }

  private static byte[] packed(String lines) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(lines.length() / 8 + 64);
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(lines.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
