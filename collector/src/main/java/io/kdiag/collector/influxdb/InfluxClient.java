package io.kdiag.collector.influxdb;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.WriteApiBlocking;
import com.influxdb.client.domain.InfluxQLQuery;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.exceptions.InfluxException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import okhttp3.OkHttpClient;

/** Writes batches to one server, gzip-compressed, each within 5 s; creates a 1.x database. */
final class InfluxClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration CALL = Duration.ofSeconds(5);
  private static final int NOT_FOUND = 404;

  private final InfluxSettings.Target target;
  private final InfluxDBClient client;
  private final WriteApiBlocking writes;

  InfluxClient(InfluxSettings.Target target, InfluxSettings.Access access) throws IOException {
    this.target = target;
    OkHttpClient.Builder http =
        new OkHttpClient.Builder().connectTimeout(CONNECT).callTimeout(CALL);
    if (access.caFile() != null) {
      CaFile.trust(http, Path.of(access.caFile()));
    }
    // Behind the client's own interceptors, one of which adds its token.
    http.addNetworkInterceptor(
        new WriteRequests(target, new InfluxCredentials(access, target.api())));
    client =
        InfluxDBClientFactory.create(
            InfluxDBClientOptions.builder()
                .url(target.url())
                .authenticateToken("none".toCharArray())
                .org(target.org() == null ? "-" : target.org())
                .bucket(target.database())
                .okHttpClient(http)
                .build());
    client.enableGzip();
    writes = client.getWriteApiBlocking();
  }

  /** Writes lines, or says by the exception's status why the server has not taken them. */
  void write(String lines) throws InfluxException {
    try {
      writes.writeRecord(precision(), lines);
    } catch (InfluxException e) {
      if (target.api() != 1 || e.status() != NOT_FOUND) {
        throw e;
      }
      createDatabase();
      writes.writeRecord(precision(), lines);
    }
  }

  /** A fresh 1.x server has no databases, and says so only to whoever writes. */
  private void createDatabase() throws InfluxException {
    String name = target.database().replace("\\", "\\\\").replace("\"", "\\\"");
    String create = "CREATE DATABASE \"" + name + "\"";
    // The answer is JSON unless asked otherwise; of CSV, an empty one is logged as a fault.
    InfluxQLQuery query = new InfluxQLQuery(create, name, InfluxQLQuery.AcceptHeader.JSON);
    var _ = client.getInfluxQLQueryApi().query(query);
  }

  static WritePrecision precision() {
    return WritePrecision.MS;
  }

  @Override
  public void close() {
    client.close();
  }
}
