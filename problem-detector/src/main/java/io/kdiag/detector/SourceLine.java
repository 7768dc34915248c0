package io.kdiag.detector;

import java.time.Instant;

/**
 * One line of a log.
 *
 * @param rules whose rules it is held against ({@code kernel}, {@code journal:systemd})
 * @param log what it was read from, as evidence names it ({@code /dev/kmsg}, {@code journal})
 * @param cursor the place just after it, from which its log can be read on after a restart; with
 *     {@code log} it names this line, the same at each reading
 */
record SourceLine(String rules, String log, String cursor, Instant time, String text) {
  static final String KERNEL = "kernel";
  static final String JOURNAL = "journal:";
}
