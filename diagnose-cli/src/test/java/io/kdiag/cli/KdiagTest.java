package io.kdiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.evidence.CaptureFile;
import io.kdiag.cli.evidence.EvidenceSamples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KdiagTest {
  @TempDir private Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private String output = "";
  private String error = "";

  private int kdiag(String... args) {
    return kdiag(new Terminal(false, false, false, true, 0), args);
  }

  private int kdiag(Terminal terminal, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        Kdiag.run(
            new Console(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                terminal,
                environment),
            args);
    output = out.toString(StandardCharsets.UTF_8);
    error = err.toString(StandardCharsets.UTF_8);
    return exitCode;
  }

  private void assertOneLine(String line) {
    assertThat(error).endsWith("\n").startsWith("kdiag: ").contains(line);
    assertThat(error.indexOf('\n')).isEqualTo(error.length() - 1);
    assertThat(output).isEmpty();
  }

  @Test
  void tellsItsVersionAndHelpWithExamples() {
    assertThat(kdiag("--version")).isZero();
    assertThat(output).startsWith("kdiag ");
    for (String[] help :
        new String[][] {
          {"--help"},
          {"node", "--help"},
          {"capture", "--help"},
          {"explain", "--help"},
          {"logs", "--help"},
          {"events", "--help"},
          {"timeline", "--help"},
          {"top", "--help"},
          {"doctor", "--help"},
          {"completion", "--help"}
        }) {
      assertThat(kdiag(help)).isZero();
      assertThat(output).contains("Examples:");
    }
  }

  @Test
  void saysInOneLineWhatIsWrongWithTheCommandLine() {
    assertThat(kdiag("node")).isEqualTo(2);
    assertOneLine("which node?");
    assertThat(kdiag("node", "k8s-node-1")).isEqualTo(2);
    assertOneLine("no kubeconfig");
    assertThat(kdiag("node", "k8s-node-1", "--local")).isEqualTo(2);
    assertOneLine("not both");
    assertThat(kdiag("node", "k8s-node-1", "--kubeconfig", "/no/such/file")).isEqualTo(2);
    assertOneLine("/no/such/file cannot be read");
    assertThat(kdiag("node", "--local", "--for", "10")).isEqualTo(2);
    assertOneLine("'10'");
    assertThat(kdiag("node", "--local", "-o", "xml")).isEqualTo(2);
    assertOneLine("xml");
    assertThat(kdiag("frobnicate")).isEqualTo(2);
    assertOneLine("frobnicate");
    assertThat(kdiag("capture", "-o", "x")).isEqualTo(2);
    assertOneLine("no kubeconfig");
    assertThat(kdiag("logs", "--level", "loud")).isEqualTo(2);
    assertOneLine("loud");
    assertThat(kdiag("logs", "--local", "--grep", "(")).isEqualTo(2);
    assertOneLine("no regular expression");
    assertThat(kdiag("logs", "--local", "-f", "--group")).isEqualTo(2);
    assertOneLine("--follow goes with neither");
    assertThat(kdiag("events", "--since", "yesterday")).isEqualTo(2);
    assertOneLine("expected a time such as 10m");
    assertThat(kdiag("events", "cart-0", "--from", "/no/such/file")).isEqualTo(2);
    assertOneLine("/no/such/file does not exist");
    assertThat(kdiag("timeline", "cart-0", "--kubeconfig", "/no/such/file")).isEqualTo(2);
    assertOneLine("/no/such/file");
    assertThat(kdiag("top", "everything")).isEqualTo(2);
    assertOneLine("everything");
    assertThat(kdiag("cluster", "--from", "/no/such/file")).isEqualTo(2);
    assertOneLine("/no/such/file does not exist");
    assertThat(kdiag("explain", "NoSuchCode")).isEqualTo(2);
    assertOneLine("no code NoSuchCode");
    assertThat(kdiag("node", "--local", "--from", "/no/such/file")).isEqualTo(2);
    assertOneLine("no such capture: /no/such/file");
  }

  @Test
  void refusesSettingsThatItDoesNotKnow() throws IOException {
    Path file = directory.resolve("kdiag/config.yaml");
    Files.createDirectories(file.getParent());
    environment.put("XDG_CONFIG_HOME", directory.toString());
    Files.writeString(file, "promethius: http://127.0.0.1:9\n");
    assertThat(kdiag("doctor", "--kubeconfig", "/no/such/file")).isEqualTo(2);
    assertOneLine("config.yaml: unknown key promethius; known: agent, context");
    Files.writeString(file, "prometheus: [1]\n");
    assertThat(kdiag("doctor", "--kubeconfig", "/no/such/file")).isEqualTo(2);
    assertOneLine("prometheus: expected text, found [1]");
    Files.writeString(file, "kubeconfig: /no/such/config\n");
    assertThat(kdiag("doctor")).isEqualTo(2);
    assertOneLine("/no/such/config");
  }

  @Test
  void readsADumpOfAClusterInsteadOfIt() throws IOException {
    Path dump = Files.createDirectories(directory.resolve("dump/shop/cart-0"));
    Files.writeString(
        dump.resolveSibling("events.json"),
        """
        {"kind":"EventList","items":[{"metadata":{"namespace":"shop","name":"e"},"type":"Warning",
         "reason":"BackOff","message":"\\u001b[2Jback-off","count":7,"lastTimestamp":"2026-01-02T03:04:05Z",
         "involvedObject":{"kind":"Pod","namespace":"shop","name":"cart-0"}}]}""");
    Files.writeString(
        dump.resolve("logs.txt"),
        """
        ==== START logs for container app of pod shop/cart-0 ====
        ERROR \u001b[2Jno route to 10.0.0.1
        ==== END logs for container app of pod shop/cart-0 ====
        """);
    String from = directory.resolve("dump").toString();
    assertThat(kdiag("events", "-A", "--from", from)).isZero();
    assertThat(output).contains("7  BackOff  pod/shop/cart-0").doesNotContain("\u001b");
    assertThat(kdiag("logs", "-A", "--from", from, "--level", "error")).isZero();
    assertThat(output).contains("shop/cart-0/app  ERROR").doesNotContain("\u001b");
    assertThat(kdiag("logs", "-A", "--from", from, "--group", "-o", "json")).isZero();
    assertThat(output).contains("\"count\":1");
  }

  @Test
  void saysThatThereIsNoEvidence() throws IOException {
    environment.put("HOST_ROOT", directory.toString());
    assertThat(kdiag("node", "--local", "--for", "0s")).isEqualTo(5);
    assertOneLine("HOST_ROOT");
    Path damaged = Files.writeString(directory.resolve("damaged.tar.gz"), "no capture");
    assertThat(kdiag("node", "--local", "--from", damaged.toString())).isEqualTo(5);
    assertOneLine("damaged.tar.gz: not a whole gzip file");
  }

  @Test
  void diagnosesACapture() throws IOException {
    Path file = directory.resolve("node.tar.gz");
    CaptureFile.write(EvidenceSamples.rich(), file, false);
    int exitCode = kdiag("node", "--local", "--from", file.toString());
    assertThat(exitCode).isIn(0, 3, 4);
    assertThat(output).startsWith("node/k8s-node-1  Debian").doesNotContain("\u001b");
    assertThat(error).isEmpty();
  }

  @Test
  void usesColourOnATerminalOnly() throws IOException {
    Path file = directory.resolve("node.tar.gz");
    CaptureFile.write(EvidenceSamples.rich(), file, false);
    String from = file.toString();
    kdiag(new Terminal(false, true, false, false, 80), "node", "--local", "--from", from);
    assertThat(output).contains("\u001b[1m");
    kdiag(new Terminal(false, true, false, false, 80), "node", "--from", from, "--no-color");
    assertThat(output).doesNotContain("\u001b");
    kdiag(new Terminal(false, true, false, true, 80), "node", "--from", from);
    assertThat(output).doesNotContain("\u001b");
  }

  /** The live machine that runs this test, whatever is wrong with it. */
  @Test
  void givesTheSameBytesForTheLiveRunAndItsCapture() {
    for (String form : new String[] {"text", "json", "yaml", "markdown"}) {
      String file = directory.resolve(form + ".tar.gz").toString();
      int live = kdiag("node", "--local", "--for", "200ms", "-o", form, "--capture", file);
      String seen = output;
      assertThat(error).isEmpty();
      assertThat(kdiag("node", "--local", "--from", file, "-o", form)).isEqualTo(live);
      assertThat(output).isEqualTo(seen);
      assertThat(live).isIn(0, 3, 4);
    }
  }

  @Test
  void capturesAndDoesNotOverwrite() {
    String file = directory.resolve("node.tar.gz").toString();
    assertThat(kdiag("capture", "--local", "--for", "0s", "-o", file)).isZero();
    assertThat(output).isEqualTo(file + "\n");
    assertThat(kdiag("capture", "--local", "--for", "0s", "-o", file)).isEqualTo(2);
    assertOneLine("is there already; --force overwrites it");
    assertThat(kdiag("capture", "--local", "--for", "0s", "-o", file, "--force")).isZero();
  }

  @Test
  void countsTheWindowDownOnATerminalAndErasesTheLine() {
    Terminal terminal = new Terminal(false, false, true, true, 0);
    kdiag(terminal, "node", "--local", "--for", "2s");
    assertThat(error).containsPattern("watching this machine, [12] s left").endsWith("\r\u001b[K");
  }

  @Test
  void tellsWhatTheRunCost() {
    kdiag("node", "--local", "--for", "0s", "--timings", "-o", "json");
    assertThat(error).contains("first sample", "kernel log", "processor time, kdiag");
    assertThat(output).startsWith("{\n").endsWith("}\n");
  }

  @Test
  void explainsEachCodeAndListsThem() {
    assertThat(kdiag("explain")).isZero();
    assertThat(output).contains("FilesystemFull");
    assertThat(kdiag("explain", "filesystemfull")).isZero();
    assertThat(output).startsWith("# FilesystemFull\n");
  }

  @Test
  void printsACompletionScriptForBash() {
    assertThat(kdiag("completion")).isZero();
    assertThat(output).contains("complete -F", "--local");
  }

  @Test
  void explainsAProblemOfTheCatalogue() {
    assertThat(kdiag("explain", "nvmetimeout")).isZero();
    assertThat(output)
        .startsWith("# NvmeTimeout\n")
        .contains("## What to do", "nvme smart-log /dev/DEVICE", "(read-only)");
  }

  @Test
  void runsTheShellsLinesEachOnItsOwn() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    ShellCommands commands =
        new ShellCommands(
            new Console(stream, stream, new Terminal(true, true, true, true, 80), environment));
    assertThat(commands.run(List.of("explain", "DiskReset"), stream, stream, 80)).isZero();
    assertThat(commands.run(List.of("explain"), stream, stream, 80)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("ZombieProcesses");
    assertThat(commands.run(List.of("nod"), stream, stream, 80)).isEqualTo(2);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("did you mean node?");
  }

  @Test
  void completesCommandsOptionsAndCodesInTheShell() {
    ShellCommands commands =
        new ShellCommands(
            new Console(
                System.out, System.out, new Terminal(true, true, true, true, 80), Map.of()));
    assertThat(commands.completions(List.of(""), 0, 0)).contains("node", "explain", "capture");
    assertThat(commands.completions(List.of("node", "--lo"), 1, 4)).contains("--local");
    assertThat(commands.completions(List.of("explain", "Zom"), 1, 3)).contains("ZombieProcesses");
  }
}
