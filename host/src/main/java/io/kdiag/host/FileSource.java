package io.kdiag.host;

/** Where a host's files are read from: opened for each reading, or kept open. */
public interface FileSource {

  /** Reads and parses a whole file, up to {@link HostRoot#LIMIT_BYTES}. */
  <T> Reading<T> read(String path, HostRoot.Parser<T> parser);
}
