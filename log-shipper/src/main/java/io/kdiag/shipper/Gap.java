package io.kdiag.shipper;

/**
 * Bytes of a log that were gone before they were read: {@code from} and {@code to} count the bytes
 * of {@code file} as it was last seen; {@code to} is -1 where nobody knows. {@code offset} is where
 * in the run's stream it lies; {@code mark} makes the document's id.
 */
record Gap(Reason reason, String file, String mark, long offset, long from, long to) {
  /** Why they were lost. */
  enum Reason {
    /** kubelet rotated them away, or the pod was deleted. */
    DELETED,

    /** The same, while no shipper ran. */
    DELETED_MEANWHILE,

    /** A compressed file is damaged. */
    DAMAGED;

    final String label = name().toLowerCase(java.util.Locale.ROOT);
  }

  /** How many, as far as is known. */
  long bytes() {
    return to < 0 ? 0 : Math.max(0, to - from);
  }

  /** One sentence. */
  String text() {
    String range = to < 0 ? "bytes from " + from + " on" : "bytes " + from + " to " + to;
    return switch (reason) {
      case DELETED ->
          "log lost: %s of %s were deleted before they were read".formatted(range, file);
      case DELETED_MEANWHILE ->
          "log lost: %s of %s were deleted while no shipper ran".formatted(range, file);
      case DAMAGED -> "log lost: %s of %s cannot be decompressed".formatted(range, file);
    };
  }
}
