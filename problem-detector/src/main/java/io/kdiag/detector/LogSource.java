package io.kdiag.detector;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A log that is being followed. Opened, read and closed by one thread. */
interface LogSource extends AutoCloseable {

  /**
   * The next line, waited for at most {@code timeout}; null when none came.
   *
   * @throws IOException when it can be read no further; it is then to be opened anew
   */
  @Nullable SourceLine next(Duration timeout) throws IOException;

  /** How many lines are known to be missing. */
  long lost();

  @Override
  void close() throws IOException;
}
