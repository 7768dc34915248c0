package io.kdiag.detector;

import io.kdiag.host.kernellog.KernelLine;
import io.kdiag.host.kernellog.KernelRecord;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** How the lines of a file say when and what. */
interface LineFormat {
  /** When and what; null: a line of another form, which is passed over. */
  record Timed(Instant time, String text) {}

  @Nullable Timed parse(String line, Instant now);

  /** kern.log, as syslog daemons write it. */
  record Kernel(ZoneId zone) implements LineFormat {
    @Override
    public @Nullable Timed parse(String line, Instant now) {
      KernelRecord record = new KernelLine(Instant.EPOCH, now, zone).parse(line);
      return record == null ? null : new Timed(record.time(), record.text());
    }
  }
}
