package io.kdiag.shipper;

import java.util.List;

/** What a {@link RunTail} knew at one moment. Offsets count the run's bytes over all its files. */
record RunView(
    Run run, List<FileView> files, long read, RunTail.Position acknowledged, long lagBytes) {

  /** {@code base} is -1 where it is not the file's turn yet. */
  record FileView(String mark, long base, FoundFile found, String path) {}

  /** What became of a line that begins at {@code offset}. */
  String state(long offset) {
    long sure = Math.min(acknowledged.out(), acknowledged.err());
    if (offset < 0 || offset >= read) {
      return "not read yet";
    }
    return offset < sure ? "acknowledged by Elasticsearch" : "read, in a batch or unfinished";
  }
}
