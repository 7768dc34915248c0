package io.kdiag.shipper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * A log file as a look at the directory found it. {@code key} is its device and inode, {@code
 * created} tells it from a later file that was given the same inode, {@code bytes} is its size on
 * disk.
 */
record FoundFile(
    Path file,
    @Nullable Object key,
    FileTime created,
    FileTime modified,
    long bytes,
    boolean compressed) {

  static FoundFile of(Path file) throws IOException {
    var attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new FoundFile(
        file,
        attributes.fileKey(),
        attributes.creationTime(),
        attributes.lastModifiedTime(),
        attributes.size(),
        file.toString().endsWith(".gz"));
  }

  /** The same file that {@code before} was, still under its name and not cut short since. */
  boolean continues(FoundFile before) {
    return isSame(before) && file.equals(before.file) && bytes >= before.bytes;
  }

  /** The same file that {@code before} was, whatever its name. */
  boolean isSame(FoundFile before) {
    return key != null && key.equals(before.key) && created.equals(before.created);
  }
}
