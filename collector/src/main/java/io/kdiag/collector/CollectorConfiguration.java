package io.kdiag.collector;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings {@code collector.*}. There is no push without {@code influxdbUrl}. {@code
 * influxdbApi} is 1 ({@code /write?db=}) or 2 ({@code /api/v2/write}); {@code influxdbDatabase} is
 * the bucket of the latter. {@code influxdbQueueBatches} is how many ticks are kept in memory while
 * the server is away.
 */
@ConfigurationProperties("collector")
public record CollectorConfiguration(
    @Bindable(defaultValue = "10s") Duration interval,
    @Nullable String influxdbUrl,
    @Bindable(defaultValue = "1") int influxdbApi,
    @Bindable(defaultValue = "k8s") String influxdbDatabase,
    @Nullable String influxdbRetentionPolicy,
    @Nullable String influxdbOrg,
    @Nullable String influxdbUsername,
    @Nullable String influxdbPassword,
    @Nullable String influxdbToken,
    @Bindable(defaultValue = "60") int influxdbQueueBatches) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int MOST_BATCHES = 10_000;

  public CollectorConfiguration {
    check(
        interval.compareTo(SHORTEST) >= 0 && interval.compareTo(LONGEST) <= 0,
        "interval",
        interval,
        "1s to 5m");
    check(influxdbUrl == null || isHttp(influxdbUrl), "influxdb-url", "...", "http(s)://host:port");
    check(influxdbApi == 1 || influxdbApi == 2, "influxdb-api", influxdbApi, "1 or 2");
    check(!influxdbDatabase.isBlank(), "influxdb-database", "empty", "a name");
    check(
        influxdbQueueBatches >= 1 && influxdbQueueBatches <= MOST_BATCHES,
        "influxdb-queue-batches",
        influxdbQueueBatches,
        "1 to " + MOST_BATCHES);
    check(
        influxdbUrl == null || influxdbApi == 1 || influxdbToken != null,
        "influxdb-token",
        "nothing",
        "a token, with influxdb-api 2");
  }

  /** Everything at its default: the tick every 10 s, no push. */
  static CollectorConfiguration defaults() {
    return new CollectorConfiguration(
        Duration.ofSeconds(10), null, 1, "k8s", null, null, null, null, null, 60);
  }

  /** Without what is secret. A URL may hold a password. */
  @Override
  public String toString() {
    return "interval="
        + interval
        + " influxdb="
        + (influxdbUrl == null ? "off" : "api" + influxdbApi);
  }

  private static boolean isHttp(String url) {
    try {
      URI uri = new URI(url);
      boolean scheme = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return scheme && uri.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static void check(boolean holds, String key, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(
          "collector." + key + " is " + value + "; allowed: " + allowed);
    }
  }
}
