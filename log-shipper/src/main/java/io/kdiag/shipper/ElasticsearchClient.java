package io.kdiag.shipper;

import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import co.elastic.clients.transport.rest5_client.low_level.Rest5ClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Makes Elastic's low-level client of the settings: hosts, credentials, authorities, timeouts. */
final class ElasticsearchClient {
  private ElasticsearchClient() {}

  static Rest5Client of(LogShipperConfiguration configuration) {
    List<URI> hosts = configuration.hosts().stream().map(URI::create).toList();
    Timeout timeout = Timeout.of(configuration.requestTimeout());
    Rest5ClientBuilder builder =
        Rest5Client.builder(hosts)
            .setConnectionConfigCallback(
                c -> c.setConnectTimeout(timeout).setSocketTimeout(timeout))
            .setRequestConfigCallback(c -> c.setResponseTimeout(timeout));
    String credentials = credentials(configuration);
    if (credentials != null) {
      builder.setDefaultHeaders(new Header[] {new BasicHeader("Authorization", credentials)});
    }
    String caFile = configuration.caFile();
    if (caFile != null) {
      builder.setSSLContext(trusting(Path.of(caFile)));
    }
    return builder.build();
  }

  private static @Nullable String credentials(LogShipperConfiguration configuration) {
    if (configuration.apiKey() != null) {
      return "ApiKey " + configuration.apiKey();
    }
    if (configuration.username() == null) {
      return null;
    }
    String pair = configuration.username() + ":" + configuration.password();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  /** Trusts the authorities in {@code file} (PEM) and no others. */
  private static SSLContext trusting(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int count = 0;
      for (Certificate authority :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca-" + count++, authority);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "log-shipper.ca-file is %s: expected certificates in PEM, %s".formatted(file, e), e);
    }
  }
}
