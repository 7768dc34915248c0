package io.kdiag.collector.influxdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.Credentials;
import org.jspecify.annotations.Nullable;

/** The header that lets the collector in, with what is in the files at the moment. */
final class InfluxCredentials {
  private final InfluxSettings.Access access;
  private final int api;

  InfluxCredentials(InfluxSettings.Access access, int api) {
    this.access = access;
    this.api = api;
  }

  /** Null where the server is open. */
  @Nullable String header() throws IOException {
    if (api == 1) {
      String username = access.username();
      return username == null
          ? null
          : Credentials.basic(username, secret(access.password(), access.passwordFile()));
    }
    return "Token " + secret(access.token(), access.tokenFile());
  }

  /** The file wins: it may have been replaced since. */
  private static String secret(@Nullable String given, @Nullable String file) throws IOException {
    if (file != null) {
      return Files.readString(Path.of(file)).strip();
    }
    return given == null ? "" : given;
  }
}
