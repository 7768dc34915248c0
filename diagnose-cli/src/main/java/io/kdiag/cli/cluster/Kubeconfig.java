package io.kdiag.cli.cluster;

import io.kubernetes.client.util.KubeConfig;
import io.kubernetes.client.util.SSLUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The API server that a kubeconfig names and how to be let in: contexts, certificates, tokens and
 * exec plugins as the Kubernetes client library reads them. Its models stay unloaded: requests go
 * through the JDK's own client.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/">Kubeconfig
 *     files</a>
 */
final class Kubeconfig {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private Kubeconfig() {}

  static ApiServer open(Path file, @Nullable String context) throws ClusterException {
    KubeConfig config = load(file, context);
    String server = config.getServer();
    if (server == null) {
      throw new ClusterException(file + " names no server for its current context", true);
    }
    try {
      HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(CONNECT);
      if (server.startsWith("https:")) {
        client.sslContext(tls(config));
      }
      return new ApiServer(client.build(), URI.create(server), authorization(config));
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw new ClusterException(
          file + ": its certificates or key cannot be used: " + e.getMessage(), false);
    }
  }

  private static KubeConfig load(Path file, @Nullable String context) throws ClusterException {
    try (Reader reader = Files.newBufferedReader(file)) {
      KubeConfig config = KubeConfig.loadKubeConfig(reader);
      config.setFile(file.toFile());
      if (context != null && !config.setContext(context)) {
        throw new ClusterException("no context " + context + " in " + file, true);
      }
      return config;
    } catch (IOException e) {
      throw new ClusterException("the kubeconfig " + file + " cannot be read: " + e, true);
    } catch (RuntimeException e) {
      throw new ClusterException(file + " is no kubeconfig: " + e.getMessage(), true);
    }
  }

  private static @Nullable String authorization(KubeConfig config) {
    Map<String, String> credentials = config.getCredentials();
    String token = credentials == null ? null : credentials.get(KubeConfig.CRED_TOKEN_KEY);
    if (token != null) {
      return "Bearer " + token;
    }
    String user = config.getUsername();
    String password = config.getPassword();
    return user == null || password == null
        ? null
        : "Basic "
            + Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  private static SSLContext tls(KubeConfig config) throws GeneralSecurityException, IOException {
    byte[] certificate =
        bytes(config, config.getClientCertificateData(), config.getClientCertificateFile());
    byte[] key = bytes(config, config.getClientKeyData(), config.getClientKeyFile());
    KeyManager[] keys =
        certificate == null || key == null
            ? null
            : SSLUtils.keyManagers(
                certificate, key, SSLUtils.recognizePrivateKeyAlgo(key), "", null, null);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust(config).getTrustManagers(), null);
    return context;
  }

  private static TrustManagerFactory trust(KubeConfig config)
      throws GeneralSecurityException, IOException {
    byte[] authority =
        bytes(config, config.getCertificateAuthorityData(), config.getCertificateAuthorityFile());
    KeyStore store = null;
    if (authority != null) {
      store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int i = 0;
      for (Certificate each :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(authority))) {
        store.setCertificateEntry("ca-" + i++, each);
      }
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }

  private static byte @Nullable [] bytes(
      KubeConfig config, @Nullable String data, @Nullable String file) throws IOException {
    return data == null && file == null ? null : config.getDataOrFileRelative(data, file);
  }
}
