package io.kdiag.collector.exposition;

import io.prometheus.client.exporter.common.TextFormat;
import org.jspecify.annotations.Nullable;

/** The two forms of an exposition that Prometheus may ask for. */
public enum Format {
  /** The text format 0.0.4. */
  TEXT(TextFormat.CONTENT_TYPE_004),
  /** OpenMetrics 1.0.0, whose end is marked. */
  OPEN_METRICS(TextFormat.CONTENT_TYPE_OPENMETRICS_100);

  private final String contentType;

  Format(String contentType) {
    this.contentType = contentType;
  }

  /** What a request's header {@code Accept} asks for; text where there is none. */
  public static Format of(@Nullable String accept) {
    return TextFormat.chooseContentType(accept).equals(OPEN_METRICS.contentType)
        ? OPEN_METRICS
        : TEXT;
  }

  public String contentType() {
    return contentType;
  }
}
