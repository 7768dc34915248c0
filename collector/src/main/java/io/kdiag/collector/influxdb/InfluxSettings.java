package io.kdiag.collector.influxdb;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where to push, as whom, in which layout, and how much waits on disk while the server is away. */
public record InfluxSettings(
    Target target,
    Access access,
    String layout,
    Path queueDirectory,
    long queueBytes,
    Duration queueAge) {

  /** {@code api} is 1 or 2, {@code database} the bucket of the latter. */
  public record Target(
      String url,
      int api,
      String database,
      @Nullable String retentionPolicy,
      @Nullable String org) {

    @Override
    public String toString() {
      return "api" + api + " " + database;
    }
  }

  /**
   * Who writes: user and password for api 1, a token for api 2; a file is read for each write, for
   * secrets are rotated. {@code caFile} holds the certificates to trust instead of the system's.
   */
  public record Access(
      @Nullable String username,
      @Nullable String password,
      @Nullable String passwordFile,
      @Nullable String token,
      @Nullable String tokenFile,
      @Nullable String caFile) {
    public static final Access OPEN = new Access(null, null, null, null, null, null);

    /** Nothing of what is secret. */
    @Override
    public String toString() {
      return username != null ? "user" : token != null || tokenFile != null ? "token" : "open";
    }
  }
}
