package io.kdiag.host;

/** Where a host's files are read from: opened for each reading, or kept open. */
public interface FileSource {

  /** Reads and parses a whole file, up to {@link HostRoot#LIMIT_BYTES}. */
  <T> Reading<T> read(String path, HostRoot.Parser<T> parser);

  /**
   * As {@link #read}, of a file that this kernel or its settings may lack while its directory
   * exists: who reads again and again need not look for it each time.
   */
  default <T> Reading<T> readOptional(String path, HostRoot.Parser<T> parser) {
    return read(path, parser);
  }
}
