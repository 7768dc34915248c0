package io.kdiag.shipper;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the checkpoint knows of one run: its files, oldest first, and from where on stdout and
 * stderr have not been acknowledged. Offsets count the run's bytes over all its files; {@code
 * unread} is how many were on disk and not acknowledged; {@code cuts} are where unfinished records
 * were given as they were.
 */
record RunState(
    String run,
    @Nullable String path,
    List<FileState> files,
    long out,
    long err,
    long unread,
    @Nullable List<Long> cuts,
    @Nullable RunRules rules) {

  /**
   * A file by its {@link FileMark}; {@code base} is its first byte's offset, -1 as not yet known.
   */
  record FileState(String mark, long base) {}
}
