package io.kdiag.host.journal;

import java.time.Instant;

/**
 * One entry of the journal: {@code unit} is {@code _SYSTEMD_UNIT} or the identifier, {@code
 * priority} 0 to 7 (-1 unknown).
 */
public record JournalEntry(
    String cursor, Instant time, String unit, int priority, String message) {}
