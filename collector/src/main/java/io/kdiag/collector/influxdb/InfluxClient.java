package io.kdiag.collector.influxdb;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.WriteApiBlocking;
import com.influxdb.client.domain.InfluxQLQuery;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.client.write.Point;
import com.influxdb.exceptions.InfluxException;
import java.time.Duration;
import java.util.List;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Writes batches to one server, gzip-compressed, each within 10 s; creates a 1.x database. */
public final class InfluxClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration CALL = Duration.ofSeconds(5);
  private static final int NOT_FOUND = 404;

  /**
   * Where to write and as whom; {@code api} is 1 or 2, {@code database} the bucket of the latter.
   */
  public record Target(
      String url,
      int api,
      String database,
      @Nullable String retentionPolicy,
      @Nullable String org,
      @Nullable String username,
      @Nullable String password,
      @Nullable String token) {

    @Override
    public String toString() {
      return "api" + api + " " + database;
    }
  }

  private final Target target;
  private final InfluxDBClient client;
  private final WriteApiBlocking writes;

  public InfluxClient(Target target) {
    this.target = target;
    OkHttpClient.Builder http =
        new OkHttpClient.Builder().connectTimeout(CONNECT).callTimeout(CALL);
    if (target.api() == 1) {
      // Behind the client's own interceptors, one of which adds its token.
      http.addNetworkInterceptor(new WritePathV1(target));
    }
    String token = target.token() == null ? "none" : target.token();
    client =
        InfluxDBClientFactory.create(
            InfluxDBClientOptions.builder()
                .url(target.url())
                .authenticateToken(token.toCharArray())
                .org(target.org() == null ? "-" : target.org())
                .bucket(target.database())
                .okHttpClient(http)
                .build());
    client.enableGzip();
    writes = client.getWriteApiBlocking();
  }

  /** Writes the batch, or says by the exception's status why the server has not taken it. */
  void write(List<Point> batch) throws InfluxException {
    try {
      writes.writePoints(batch);
    } catch (InfluxException e) {
      if (target.api() != 1 || e.status() != NOT_FOUND) {
        throw e;
      }
      createDatabase();
      writes.writePoints(batch);
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
