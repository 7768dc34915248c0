package io.kdiag.cli.gather;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.evidence.HostEvidence.CertificateFact;
import io.kdiag.cli.evidence.KubernetesSetup;
import io.kdiag.cli.evidence.KubernetesSetup.CertificateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that the JDK's own keytool makes. */
final class CertificatesTest {
  @TempDir private static Path store;
  private static String pem = "";

  @TempDir private Path directory;
  private Machine machine = new Machine(Path.of("."));

  @BeforeAll
  static void makesACertificate() throws Exception {
    String[] common = {"-keystore", store.resolve("s.p12").toString(), "-storepass", "changeit"};
    keytool(
        common,
        "-genkeypair",
        "-alias",
        "a",
        "-keyalg",
        "EC",
        "-dname",
        "CN=etcd-1,O=kdiag",
        "-validity",
        "90",
        "-ext",
        "SAN=dns:etcd-1,ip:10.0.0.7,email:a@b.c");
    keytool(
        common, "-exportcert", "-rfc", "-alias", "a", "-file", store.resolve("a.pem").toString());
    pem = Files.readString(store.resolve("a.pem"));
  }

  private static void keytool(String[] common, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of(common));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  @BeforeEach
  void anEmptyMachine() {
    machine = new Machine(directory);
  }

  private List<CertificateFact> facts(String... paths) {
    KubernetesSetup none = KubernetesSetup.none();
    List<CertificateFile> files =
        List.of(paths).stream().map(path -> new CertificateFile("etcd server", path)).toList();
    KubernetesSetup setup =
        new KubernetesSetup(List.of(), none.kubelet(), List.of(), List.of(), files);
    return Certificates.read(machine.root(), setup);
  }

  @Test
  void readsDatesAndNames() {
    machine.file("/pki/server.crt", "a comment\n" + pem);
    CertificateFact fact = facts("/pki/server.crt").getFirst();
    assertThat(fact.role()).isEqualTo("etcd server");
    assertThat(fact.subject()).contains("CN=etcd-1");
    assertThat(fact.names()).containsExactly("etcd-1", "10.0.0.7");
    assertThat(Duration.between(fact.notBefore(), fact.notAfter())).isEqualTo(Duration.ofDays(90));
  }

  @Test
  void readsAKubeconfigsOwnAndTheOneItNames() {
    String data = Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
    machine
        .file(
            "/etc/kubernetes/admin.conf",
            "users: [{name: a, user: {client-certificate-data: "
                + data
                + ", client-key-data: c2Vj}}]")
        .file(
            "/etc/kubernetes/kubelet.conf",
            "users: [{name: a, user: {client-certificate: pki/current.pem}}]")
        .file("/etc/kubernetes/pki/real.pem", pem)
        .link("/etc/kubernetes/pki/current.pem", "/etc/kubernetes/pki/real.pem");
    assertThat(facts("/etc/kubernetes/admin.conf", "/etc/kubernetes/kubelet.conf"))
        .extracting(CertificateFact::path)
        .containsExactly("/etc/kubernetes/admin.conf", "/etc/kubernetes/pki/current.pem");
  }

  @Test
  void passesOverWhatIsNoCertificateOrIsDamaged() throws IOException {
    machine
        .file("/a.pem", pem.substring(0, pem.length() / 2))
        .file("/b.pem", pem.replace('M', '!'))
        .file("/c.conf", "users: [{user: {client-certificate-data: '%%%'}}]")
        .link("/d.pem", "/d.pem");
    Files.createDirectories(directory.resolve("e.pem"));
    assertThat(facts("/a.pem", "/b.pem", "/c.conf", "/d.pem", "/e.pem", "/none")).isEmpty();
  }
}
