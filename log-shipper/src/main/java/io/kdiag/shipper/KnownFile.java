package io.kdiag.shipper;

import org.jspecify.annotations.Nullable;

/**
 * A file of a run, by its {@link FileMark}. {@code base} is the offset of its first byte in the
 * run, -1 before it is its turn; {@code found} is where it was seen last, null where an earlier
 * shipper knew it; {@code read} says that all of it was read.
 */
final class KnownFile {
  final String mark;
  final long firstLook;
  long base = -1;
  long lastLook;
  boolean read;
  @Nullable FoundFile found;

  KnownFile(String mark, long look) {
    this.mark = mark;
    this.firstLook = look;
  }

  /** Where it was seen last, as the host sees it. */
  String path(Run run) {
    FoundFile seen = found;
    String live = run.path();
    return seen == null
        ? live
        : live.substring(0, live.lastIndexOf('/') + 1) + seen.file().getFileName();
  }
}
