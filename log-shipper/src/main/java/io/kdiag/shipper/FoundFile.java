package io.kdiag.shipper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A log file as a look at the directory found it. {@code key} is its device and inode, {@code
 * bytes} its size on disk.
 */
record FoundFile(Path file, @Nullable Object key, long bytes, boolean compressed) {

  static FoundFile of(Path file) throws IOException {
    var attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new FoundFile(
        file, attributes.fileKey(), attributes.size(), file.toString().endsWith(".gz"));
  }

  /** The same file that {@code before} was, still under its name and not cut short since. */
  boolean continues(FoundFile before) {
    return key != null
        && key.equals(before.key)
        && file.equals(before.file)
        && bytes >= before.bytes;
  }
}
