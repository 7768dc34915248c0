package io.kdiag.cli.logs;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The lines of one container, or of one store, in the order of time. */
public interface LineStream extends Closeable {
  /** Null at the end. */
  @Nullable LogLine next() throws IOException, InterruptedException;

  @Override
  void close();
}
