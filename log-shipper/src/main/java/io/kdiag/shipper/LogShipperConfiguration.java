package io.kdiag.shipper;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings {@code log-shipper.*}; README.md says what each does. {@code hosts} are tried in
 * turn; {@code apiKey} goes before {@code username}; all sizes are bytes.
 */
@ConfigurationProperties("log-shipper")
public record LogShipperConfiguration(
    @Bindable(defaultValue = "true") boolean enabled,
    @Bindable(defaultValue = "http://127.0.0.1:9200") List<String> hosts,
    @Nullable String apiKey,
    @Nullable String username,
    @Nullable String password,
    @Nullable String caFile,
    @Bindable(defaultValue = "logs-kdiag.container-default") String dataStream,
    @Bindable(defaultValue = "false") boolean gzip,
    @Bindable(defaultValue = "30s") Duration requestTimeout,
    @Bindable(defaultValue = "1048576") int batchBytes,
    @Bindable(defaultValue = "1s") Duration batchAge,
    @Bindable(defaultValue = "3") int batchesInFlight,
    @Bindable(defaultValue = "1048576") int lineBytes,
    @Bindable(defaultValue = "8388608") int unfinishedBytes,
    @Bindable(defaultValue = "67108864") long deadLetterBytes,
    @Bindable(defaultValue = "2s") Duration lookInterval,
    @Bindable(defaultValue = "60s") Duration rescanInterval,
    @Bindable(defaultValue = "5s") Duration metadataWait,
    @Bindable(defaultValue = "exceptions") String multiline,
    @Bindable(defaultValue = "5s") Duration recordWait,
    @Bindable(defaultValue = "0") long containerBytesPerSecond,
    @Bindable(defaultValue = "logs-kdiag.system-default") String systemDataStream,
    @Bindable(defaultValue = "true") boolean kernelLog,
    @Bindable(defaultValue = "kubelet,containerd,crio,docker") List<String> journalUnits,
    @Bindable(defaultValue = "") List<String> files,
    @Nullable String retention,
    @Bindable(defaultValue = "200ms") Duration retryMin,
    @Bindable(defaultValue = "30s") Duration retryMax,
    @Bindable(defaultValue = "60s") Duration notReadyAfter) {

  private static final int LEAST_BYTES = 1024;

  /** Refuses settings that cannot work, all of them in one message. */
  public LogShipperConfiguration {
    hosts = List.copyOf(hosts);
    journalUnits = journalUnits.stream().filter(unit -> !unit.isBlank()).toList();
    files = files.stream().filter(file -> !file.isBlank()).toList();
    List<String> mistakes = new ArrayList<>();
    for (String host : hosts) {
      check(mistakes, isHttp(host), "hosts", host, "http://HOST:PORT or https://HOST:PORT");
    }
    check(mistakes, !hosts.isEmpty(), "hosts", hosts, "at least one");
    check(
        mistakes,
        (username == null) == (password == null),
        "username",
        username,
        "it and password, or neither");
    check(
        mistakes,
        isStreamName(dataStream),
        "data-stream",
        dataStream,
        "logs-DATASET-NAMESPACE in lower case");
    check(
        mistakes,
        isStreamName(systemDataStream),
        "system-data-stream",
        systemDataStream,
        "logs-DATASET-NAMESPACE in lower case");
    check(
        mistakes,
        RunRules.isMultiline(multiline),
        "multiline",
        multiline,
        "exceptions, indented, none, start:REGEX");
    check(
        mistakes,
        retention == null || retention.matches("[1-9][0-9]{0,5}[dhm]"),
        "retention",
        retention,
        "a number of days, hours or minutes, as 14d");
    for (String file : files) {
      check(
          mistakes,
          PlainFiles.isSetting(file),
          "files",
          file,
          "/DIRECTORY/NAME=PARSER with text, klog or json; wildcards in NAME only");
    }
    for (String unit : journalUnits) {
      check(
          mistakes, unit.matches("[\\w@.:-]+"), "journal-units", unit, "names of units, or kernel");
    }
    check(
        mistakes,
        containerBytesPerSecond >= 0,
        "container-bytes-per-second",
        containerBytesPerSecond,
        "0 for no limit, or more");
    check(mistakes, isPositive(rescanInterval), "rescan-interval", rescanInterval, "more than 0");
    check(mistakes, isPositive(recordWait), "record-wait", recordWait, "more than 0");
    check(mistakes, !metadataWait.isNegative(), "metadata-wait", metadataWait, "0 or more");
    check(mistakes, batchBytes >= LEAST_BYTES, "batch-bytes", batchBytes, "1024 or more");
    check(mistakes, lineBytes >= LEAST_BYTES, "line-bytes", lineBytes, "1024 or more");
    check(
        mistakes,
        unfinishedBytes >= lineBytes,
        "unfinished-bytes",
        unfinishedBytes,
        "line-bytes or more");
    check(
        mistakes,
        batchesInFlight >= 1 && batchesInFlight <= 16,
        "batches-in-flight",
        batchesInFlight,
        "1 to 16");
    check(
        mistakes,
        deadLetterBytes >= LEAST_BYTES,
        "dead-letter-bytes",
        deadLetterBytes,
        "1024 or more");
    check(mistakes, isPositive(requestTimeout), "request-timeout", requestTimeout, "more than 0");
    check(mistakes, isPositive(batchAge), "batch-age", batchAge, "more than 0");
    check(mistakes, isPositive(lookInterval), "look-interval", lookInterval, "more than 0");
    check(mistakes, isPositive(retryMin), "retry-min", retryMin, "more than 0");
    check(mistakes, retryMax.compareTo(retryMin) >= 0, "retry-max", retryMax, "retry-min or more");
    check(mistakes, isPositive(notReadyAfter), "not-ready-after", notReadyAfter, "more than 0");
    if (!mistakes.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", mistakes));
    }
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return "log-shipper to " + hosts + " " + dataStream;
  }

  private static void check(
      List<String> mistakes, boolean good, String key, @Nullable Object value, String allowed) {
    if (!good) {
      mistakes.add("log-shipper.%s is %s: allowed is %s".formatted(key, value, allowed));
    }
  }

  private static boolean isHttp(String host) {
    try {
      URI uri = URI.create(host);
      return uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isStreamName(String name) {
    return name.matches("logs-[a-z0-9_.]+-[a-z0-9_.]+");
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isZero() && !duration.isNegative();
  }
}
