package io.kdiag.host.containerlog;

import java.time.Instant;

/**
 * One line of the CRI log format: {@code <RFC3339Nano> <stdout|stderr> <P|F> <message>}. {@code
 * partial} is the tag P: the record\n * goes on in the stream's next line.
 */
public record CriLine(Instant time, String stream, boolean partial, String message) {}
