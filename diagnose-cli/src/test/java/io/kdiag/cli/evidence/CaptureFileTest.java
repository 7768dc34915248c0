package io.kdiag.cli.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kdiag.cli.TestEvidence;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureFileTest {
  private static final String MANIFEST =
      """
      {"apiVersion":"kdiag.io/v1","kind":"Capture","kdiagVersion":"test","node":"n",
       "time":"2026-01-02T03:04:05Z","window":"PT3S"}
      """;

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = directory.resolve("node.tar.gz");
  }

  @Test
  void readsBackWhatItWrote() throws IOException {
    CaptureFile.write(EvidenceSamples.rich(), file, false);
    assertThat(CaptureFile.read(file)).isEqualTo(EvidenceSamples.rich());
  }

  @Test
  void isTheSameBytesForTheSameEvidenceAndForItsOwnerOnly() throws IOException {
    Path other = directory.resolve("other.tar.gz");
    CaptureFile.write(EvidenceSamples.rich(), file, false);
    CaptureFile.write(EvidenceSamples.rich(), other, false);
    assertThat(other).hasSameBinaryContentAs(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void doesNotOverwriteUnlessTold() throws IOException {
    Files.writeString(file, "precious");
    assertThatThrownBy(() -> CaptureFile.write(EvidenceSamples.rich(), file, false))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("precious");
    CaptureFile.write(EvidenceSamples.rich(), file, true);
    assertThat(CaptureFile.read(file)).isEqualTo(EvidenceSamples.rich());
    assertThat(directory).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void canBeReadByTar() throws IOException, InterruptedException {
    CaptureFile.write(EvidenceSamples.rich(), file, false);
    Process tar = new ProcessBuilder("tar", "-tzf", file.toString()).start();
    assertThat(new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
        .containsExactly(
            "manifest.json",
            "hosts/k8s-node-1/evidence.json",
            "hosts/k8s-node-1/containers.txt",
            "hosts/k8s-node-1/kernel-problems.txt",
            "hosts/k8s-node-1/not-checked.txt",
            "hosts/k8s-node-1/processes.txt");
    assertThat(tar.waitFor()).isZero();
  }

  @Test
  void canBeRepackedByTar() throws IOException, InterruptedException {
    CaptureFile.write(EvidenceSamples.rich(), file, false);
    Path again = directory.resolve("again.tar.gz");
    String script = "mkdir x && tar -xzf node.tar.gz -C x && tar -czf again.tar.gz -C x .";
    Process shell =
        new ProcessBuilder("sh", "-c", script).directory(directory.toFile()).inheritIO().start();
    assertThat(shell.waitFor()).isZero();
    assertThat(CaptureFile.read(again)).isEqualTo(EvidenceSamples.rich());
  }

  @Test
  void keepsAHostileNodeNameInsideTheArchive() throws IOException {
    Evidence evidence = TestEvidence.healthy().host("node", "../../etc/cron.d/x").build();
    CaptureFile.write(evidence, file, false);
    assertThat(CaptureFile.read(file)).isEqualTo(evidence);
  }

  @Test
  void saysInOneLineWhatIsWrongWithADamagedFile() throws IOException {
    CaptureFile.write(EvidenceSamples.rich(), file, false);
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(3);
    for (int round = 0; round < 300; round++) {
      byte[] damaged = damage(whole, random);
      Files.write(file, damaged);
      try {
        CaptureFile.read(file);
      } catch (DamagedCaptureException e) {
        assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
      }
    }
  }

  private static byte[] damage(byte[] whole, Random random) {
    byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
    for (int i = random.nextInt(4); i > 0 && damaged.length > 0; i--) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
    }
    return damaged;
  }

  @Test
  void refusesWhatIsNoCapture() throws IOException {
    Files.writeString(file, "hello");
    assertDamaged("not a whole gzip file");
    archive("readme.txt", "hello");
    assertDamaged("it has no manifest.json");
    archive("manifest.json", MANIFEST);
    assertDamaged("it has no hosts/<node>/evidence.json");
    archive("manifest.json", MANIFEST.replace("kdiag.io/v1", "kdiag.io/v7"));
    assertDamaged("expected kdiag.io/v1 Capture, found kdiag.io/v7");
    archive("manifest.json", MANIFEST, "hosts/n/evidence.json", "{");
    assertDamaged("hosts/n/evidence.json");
    archive("manifest.json", MANIFEST, "hosts/n/evidence.json", "null");
    assertDamaged("empty");
  }

  @Test
  void refusesEvidenceWithAHoleInIt() throws IOException {
    ObjectNode tree = KdiagJson.MAPPER.valueToTree(EvidenceSamples.rich());
    tree.withObject("/host/kubernetes").putNull("components");
    archive("manifest.json", MANIFEST, "hosts/n/evidence.json", tree.toString());
    assertDamaged("incomplete: Evidence.host.kubernetes.components is missing");
  }

  @Test
  void refusesMoreThanOneMachine() throws IOException {
    String json = KdiagJson.MAPPER.writeValueAsString(EvidenceSamples.rich());
    archive(
        "manifest.json", MANIFEST, "hosts/n/evidence.json", json, "hosts/m/evidence.json", json);
    assertDamaged("more than one machine");
  }

  @Test
  void refusesABombWithoutUnpackingIt() throws IOException {
    byte[] mebibyte = new byte[1 << 20];
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      TarWriter tar = new TarWriter(out, TestEvidence.NOW);
      for (int i = 0; i < 300; i++) {
        tar.file("zeros" + i, mebibyte);
      }
      tar.end();
    }
    assertDamaged("larger than a capture can be");
  }

  private void assertDamaged(String message) {
    assertThatThrownBy(() -> CaptureFile.read(file))
        .isInstanceOf(DamagedCaptureException.class)
        .hasMessageContaining(message);
  }

  /** Names and contents in turn. */
  private void archive(String... files) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      TarWriter tar = new TarWriter(out, TestEvidence.NOW);
      for (int i = 0; i < files.length; i += 2) {
        tar.file(files[i], files[i + 1].getBytes(StandardCharsets.UTF_8));
      }
      tar.end();
    }
  }
}
