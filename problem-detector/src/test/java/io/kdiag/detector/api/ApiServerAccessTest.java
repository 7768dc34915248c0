package io.kdiag.detector.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ApiServerAccessTest {
  @TempDir private Path directory;

  private static byte[] authority() throws IOException {
    try (InputStream in = ApiServerAccessTest.class.getResourceAsStream("ca.crt")) {
      return in == null ? new byte[0] : in.readAllBytes();
    }
  }

  private ApiServerAccess of(String cluster, String user, @Nullable String context)
      throws IOException, ApiServerAccessException {
    Path file = directory.resolve("kubeconfig");
    Files.writeString(
        file,
        """
        {"current-context": "c", "contexts": [
          {"name": "c", "context": {"cluster": "k", "user": "u"}},
          {"name": "other", "context": {"cluster": "other", "user": "u"}}],
         "clusters": [{"name": "k", "cluster": {%s}},
          {"name": "other", "cluster": {"server": "http://other:1"}}],
         "users": [{"name": "u", "user": {%s}}]}"""
            .formatted(cluster, user));
    return ApiServerAccess.ofKubeconfig(file, context);
  }

  @Test
  void takesServerAuthorityAndTokenFromTheCurrentContext() throws Exception {
    String data = Base64.getEncoder().encodeToString(authority());
    ApiServerAccess access =
        of(
            "\"server\": \"https://h:6443\", \"certificate-authority-data\": \"" + data + "\"",
            "\"token\": \"abc\"",
            null);
    assertThat(access.base()).hasToString("https://h:6443");
    assertThat(access.authorization()).isEqualTo("Bearer abc");
  }

  @Test
  void takesAnotherContextAndAPassword() throws Exception {
    ApiServerAccess access =
        of("\"server\": \"http://h\"", "\"username\": \"a\", \"password\": \"b\"", "other");
    assertThat(access.base()).hasToString("http://other:1");
    assertThat(access.authorization())
        .isEqualTo(
            "Basic "
                + Base64.getEncoder().encodeToString("a:b".getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void needsNoHeaderWhereACertificateSaysItAll() throws Exception {
    assertThat(of("\"server\": \"http://h\"", "", null).authorization()).isNull();
  }

  @Test
  void saysWhatIsWrongWithAKubeconfigAndNotWhatIsInIt() {
    assertThatThrownBy(() -> of("\"server\": \"http://h\"", "", "nowhere"))
        .hasMessageContaining("no context nowhere in");
    assertThatThrownBy(() -> of("", "", null)).hasMessageContaining("names no server");
    assertThatThrownBy(() -> ApiServerAccess.ofKubeconfig(directory.resolve("none"), null))
        .isInstanceOf(ApiServerAccessException.class)
        .hasMessageContaining("cannot be read");
    String damaged = "\"client-certificate-data\": \"c2VjcmV0\", \"client-key-data\": \"c2VjcmV0\"";
    assertThatThrownBy(() -> of("\"server\": \"https://h\"", damaged, null))
        .hasMessageContaining("certificates or key cannot be used")
        .hasMessageNotContaining("secret");
  }

  @Test
  void readsAPodsTokenAnewForEachRequest() throws Exception {
    Files.write(directory.resolve("ca.crt"), authority());
    Files.writeString(directory.resolve("token"), "one\n");
    ApiServerAccess access =
        ApiServerAccess.ofPod(
            Map.of("KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "6443"),
            directory);
    assertThat(access.base()).hasToString("https://[fd00::1]:6443");
    assertThat(access.authorization()).isEqualTo("Bearer one");
    Files.writeString(directory.resolve("token"), "two\n");
    assertThat(access.authorization()).isEqualTo("Bearer two");
  }

  @Test
  void saysThatAServiceAccountCannotBeUsed() {
    assertThatThrownBy(() -> ApiServerAccess.ofPod(Map.of(), directory))
        .isInstanceOf(ApiServerAccessException.class)
        .hasMessageContaining("service account");
  }
}
