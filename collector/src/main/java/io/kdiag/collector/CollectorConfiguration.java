package io.kdiag.collector;

import io.kdiag.collector.influxdb.InfluxSettings;
import io.kdiag.collector.metrics.Families;
import io.kdiag.host.HostRoot;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings {@code collector.*}, each described in the README. There is no push without {@code
 * influxdbUrl}. All mistakes are said at once, a line each.
 */
@ConfigurationProperties("collector")
public record CollectorConfiguration(
    @Bindable(defaultValue = "10s") Duration interval,
    @Nullable List<String> familiesOn,
    @Nullable List<String> familiesOff,
    @Bindable(defaultValue = "false") boolean timestamps,
    @Bindable(defaultValue = "100000") int seriesLimit,
    @Nullable List<String> podLabels,
    @Bindable(defaultValue = "/var/lib/kubelet") String kubeletDirectory,
    @Nullable String influxdbUrl,
    @Bindable(defaultValue = "1") int influxdbApi,
    @Bindable(defaultValue = "grouped") String influxdbLayout,
    @Bindable(defaultValue = "k8s") String influxdbDatabase,
    @Nullable String influxdbRetentionPolicy,
    @Nullable String influxdbOrg,
    @Nullable String influxdbUsername,
    @Nullable String influxdbPassword,
    @Nullable String influxdbPasswordFile,
    @Nullable String influxdbToken,
    @Nullable String influxdbTokenFile,
    @Nullable String influxdbCaFile,
    @Bindable(defaultValue = "/var/lib/kdiag/collector/influxdb") String influxdbQueueDirectory,
    @Bindable(defaultValue = "256") int influxdbQueueMegabytes,
    @Bindable(defaultValue = "6h") Duration influxdbQueueAge) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int MOST_SERIES = 10_000_000;
  private static final int MOST_MEGABYTES = 100_000;
  private static final long MEGABYTE = 1 << 20;
  private static final Duration OLDEST = Duration.ofDays(30);
  private static final Set<String> LAYOUTS = Set.of("fields", "grouped", "values");

  public CollectorConfiguration {
    familiesOn = clean(familiesOn);
    familiesOff = clean(familiesOff);
    podLabels = clean(podLabels);
    List<String> mistakes = new ArrayList<>();
    check(
        interval.compareTo(SHORTEST) >= 0 && interval.compareTo(LONGEST) <= 0,
        "interval",
        interval,
        "1s to 5m",
        mistakes);
    families("families-on", familiesOn, mistakes);
    families("families-off", familiesOff, mistakes);
    check(
        seriesLimit >= 1 && seriesLimit <= MOST_SERIES,
        "series-limit",
        seriesLimit,
        "1 to " + MOST_SERIES,
        mistakes);
    check(
        influxdbUrl == null || isHttp(influxdbUrl),
        "influxdb-url",
        "...",
        "http(s)://host:port",
        mistakes);
    check(influxdbApi == 1 || influxdbApi == 2, "influxdb-api", influxdbApi, "1 or 2", mistakes);
    check(
        LAYOUTS.contains(influxdbLayout),
        "influxdb-layout",
        influxdbLayout,
        "grouped, fields or values",
        mistakes);
    check(!influxdbDatabase.isBlank(), "influxdb-database", "empty", "a name", mistakes);
    check(
        influxdbQueueMegabytes >= 1 && influxdbQueueMegabytes <= MOST_MEGABYTES,
        "influxdb-queue-megabytes",
        influxdbQueueMegabytes,
        "1 to " + MOST_MEGABYTES,
        mistakes);
    check(
        influxdbQueueAge.isPositive() && influxdbQueueAge.compareTo(OLDEST) <= 0,
        "influxdb-queue-age",
        influxdbQueueAge,
        "more than 0s, at most 30d",
        mistakes);
    check(
        influxdbUrl == null
            || influxdbApi == 1
            || influxdbToken != null
            || influxdbTokenFile != null,
        "influxdb-token",
        "nothing",
        "a token (or influxdb-token-file), with influxdb-api 2",
        mistakes);
    if (!mistakes.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", mistakes));
    }
  }

  /** The families that are on. */
  Families families() {
    return Families.of(
        familiesOn == null ? List.of() : familiesOn, familiesOff == null ? List.of() : familiesOff);
  }

  /** The labels of pods that are kept. */
  List<String> allowedPodLabels() {
    return podLabels == null ? List.of() : podLabels;
  }

  /** The push to InfluxDB; null where there is none. The queue's directory is the host's. */
  @Nullable InfluxSettings influxdb(HostRoot root) {
    return influxdbUrl == null
        ? null
        : new InfluxSettings(
            new InfluxSettings.Target(
                influxdbUrl, influxdbApi, influxdbDatabase, influxdbRetentionPolicy, influxdbOrg),
            new InfluxSettings.Access(
                influxdbUsername,
                influxdbPassword,
                influxdbPasswordFile,
                influxdbToken,
                influxdbTokenFile,
                influxdbCaFile),
            influxdbLayout,
            root.resolve(influxdbQueueDirectory),
            influxdbQueueMegabytes * MEGABYTE,
            influxdbQueueAge);
  }

  /** Without what is secret. A URL may hold a password. */
  @Override
  public String toString() {
    return Map.of(
            "interval", interval, "influxdb", influxdbUrl == null ? "off" : "api" + influxdbApi)
        .toString();
  }

  private static List<String> clean(@Nullable List<String> words) {
    List<String> clean = new ArrayList<>();
    for (String word : words == null ? List.<String>of() : words) {
      if (!word.isBlank()) {
        clean.add(word.strip());
      }
    }
    return List.copyOf(clean);
  }

  private static void families(String key, List<String> named, List<String> mistakes) {
    for (String name : named) {
      check(
          Families.subjects().contains(name),
          key,
          name,
          String.join(", ", Families.subjects()),
          mistakes);
    }
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

  private static void check(
      boolean holds, String key, Object value, String allowed, List<String> mistakes) {
    if (!holds) {
      mistakes.add("collector." + key + " is " + value + "; allowed: " + allowed);
    }
  }
}
