package io.kdiag.detector.api;

import io.kubernetes.client.util.KubeConfig;
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
 * An API server and how to be let in: by a kubeconfig, whose contexts, tokens and exec plugins the
 * Kubernetes client library reads, or by a pod's service account. Requests go through the JDK's own
 * HTTP client: the library's, once made, loads all of its models.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/">Kubeconfig
 *     files</a>
 * @see <a href="https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/">Access the
 *     API from a pod</a>
 */
public final class ApiServerAccess {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Path SERVICE_ACCOUNT =
      Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

  private final URI base;
  private final HttpClient client;
  private final Credentials credentials;
  private final String namespace;

  /** The value of the header {@code Authorization}; null: the client's certificate says it all. */
  interface Credentials {
    @Nullable String header() throws IOException;
  }

  ApiServerAccess(URI base, HttpClient client, Credentials credentials) {
    this(base, client, credentials, "default");
  }

  private ApiServerAccess(URI base, HttpClient client, Credentials credentials, String namespace) {
    this.namespace = namespace;
    this.base = base;
    this.client = client;
    this.credentials = credentials;
  }

  /** {@code context}: null for the file's current one. */
  public static ApiServerAccess ofKubeconfig(Path file, @Nullable String context)
      throws ApiServerAccessException {
    KubeConfig config = load(file, context);
    String server = config.getServer();
    if (server == null) {
      throw new ApiServerAccessException(file + " names no server for its current context");
    }
    try {
      byte[] authority =
          bytes(config, config.getCertificateAuthorityData(), config.getCertificateAuthorityFile());
      SSLContext tls = server.startsWith("https:") ? tls(keys(config), authority) : null;
      String authorization = authorization(config);
      String namespace = config.getNamespace();
      return new ApiServerAccess(
          URI.create(server),
          client(tls),
          () -> authorization,
          namespace == null || namespace.isEmpty() ? "default" : namespace);
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw new ApiServerAccessException(
          file + ": its certificates or key cannot be used: " + e.getMessage());
    }
  }

  /** Whether this process runs in a pod that has a service account. */
  public static boolean isInPod() {
    return Files.isReadable(SERVICE_ACCOUNT.resolve("token"));
  }

  /** By the pod's service account; {@code environment} names the server, as kubelet sets it. */
  public static ApiServerAccess ofPod(Map<String, String> environment)
      throws ApiServerAccessException {
    return ofPod(environment, SERVICE_ACCOUNT);
  }

  static ApiServerAccess ofPod(Map<String, String> environment, Path account)
      throws ApiServerAccessException {
    String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "kubernetes.default.svc");
    String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
    String server = "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    try {
      SSLContext tls = tls(null, Files.readAllBytes(account.resolve("ca.crt")));
      // kubelet renews the file before the token in it expires: it is read for each request.
      Path token = account.resolve("token");
      return new ApiServerAccess(
          URI.create(server), client(tls), () -> "Bearer " + Files.readString(token).strip());
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw new ApiServerAccessException("the service account cannot be used: " + e);
    }
  }

  public URI base() {
    return base;
  }

  /** The one that the kubeconfig's context names; {@code default} where it names none. */
  public String namespace() {
    return namespace;
  }

  public HttpClient client() {
    return client;
  }

  /** See {@link Credentials}; throws where a rotated token cannot be read at the moment. */
  public @Nullable String authorization() throws IOException {
    return credentials.header();
  }

  private static KubeConfig load(Path file, @Nullable String context)
      throws ApiServerAccessException {
    try (Reader reader = Files.newBufferedReader(file)) {
      KubeConfig config = KubeConfig.loadKubeConfig(reader);
      config.setFile(file.toFile());
      if (context != null && !config.setContext(context)) {
        throw new ApiServerAccessException("no context " + context + " in " + file);
      }
      return config;
    } catch (IOException e) {
      throw new ApiServerAccessException("the kubeconfig " + file + " cannot be read: " + e);
    } catch (RuntimeException e) {
      throw new ApiServerAccessException(file + " is no kubeconfig: " + e.getMessage());
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

  private static HttpClient client(@Nullable SSLContext tls) {
    HttpClient.Builder client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
    return (tls == null ? client : client.sslContext(tls)).build();
  }

  private static KeyManager @Nullable [] keys(KubeConfig config)
      throws GeneralSecurityException, IOException {
    byte[] certificate =
        bytes(config, config.getClientCertificateData(), config.getClientCertificateFile());
    byte[] key = bytes(config, config.getClientKeyData(), config.getClientKeyFile());
    return certificate == null || key == null ? null : ClientKey.managers(certificate, key);
  }

  private static SSLContext tls(KeyManager @Nullable [] keys, byte @Nullable [] authority)
      throws GeneralSecurityException, IOException {
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
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust.getTrustManagers(), null);
    return context;
  }

  private static byte @Nullable [] bytes(
      KubeConfig config, @Nullable String data, @Nullable String file) throws IOException {
    return data == null && file == null ? null : config.getDataOrFileRelative(data, file);
  }
}
