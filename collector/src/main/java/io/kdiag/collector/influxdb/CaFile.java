package io.kdiag.collector.influxdb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/** Trusts the certificates in a file of PEM instead of those of the system. */
final class CaFile {
  private CaFile() {}

  static void trust(OkHttpClient.Builder client, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca-" + number++, each);
      }
      if (number == 0) {
        throw new IOException(file + " holds no certificate");
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, trust.getTrustManagers(), null);
      for (TrustManager each : trust.getTrustManagers()) {
        if (each instanceof X509TrustManager manager) {
          client.sslSocketFactory(tls.getSocketFactory(), manager);
        }
      }
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " cannot be used: " + e.getMessage(), e);
    }
  }
}
