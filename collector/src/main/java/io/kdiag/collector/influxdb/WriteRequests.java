package io.kdiag.collector.influxdb;

import java.io.IOException;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Gives each request the credentials of the moment. For api 1 it turns the client's {@code
 * /api/v2/write?org=&bucket=k8s&precision=ms} into {@code /write?db=k8s&rp=&precision=ms}: servers
 * before 1.8 have no other, later ones have it still.
 */
final class WriteRequests implements Interceptor {
  private static final String V2 = "/api/v2/write";

  private final InfluxSettings.Target target;
  private final InfluxCredentials credentials;

  WriteRequests(InfluxSettings.Target target, InfluxCredentials credentials) {
    this.target = target;
    this.credentials = credentials;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    Request.Builder changed = request.newBuilder().removeHeader("Authorization");
    String header = credentials.header();
    if (header != null) {
      changed.header("Authorization", header);
    }
    HttpUrl url = request.url();
    if (target.api() == 1 && url.encodedPath().endsWith(V2)) {
      changed.url(write(url, target.retentionPolicy()));
    }
    return chain.proceed(changed.build());
  }

  private HttpUrl write(HttpUrl url, @Nullable String retentionPolicy) {
    String path = url.encodedPath();
    HttpUrl.Builder write =
        url.newBuilder()
            .encodedPath(path.substring(0, path.length() - V2.length()) + "/write")
            .removeAllQueryParameters("org")
            .removeAllQueryParameters("bucket")
            .setQueryParameter("db", target.database());
    if (retentionPolicy != null) {
      write.setQueryParameter("rp", retentionPolicy);
    }
    return write.build();
  }
}
