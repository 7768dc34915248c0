package io.kdiag.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RuleCommandTest {
  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private String file(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.writeString(file, text);
    return file.toString();
  }

  private String run(int status, String... args) {
    out.reset();
    int exit = new RuleCommand(new PrintStream(out, true, StandardCharsets.UTF_8)).run(args);
    String said = out.toString(StandardCharsets.UTF_8);
    assertThat(exit).as(said).isEqualTo(status);
    return said;
  }

  @Test
  void lintSaysWhatIsWrongLineByLineAndWhatIsNotUsed() throws IOException {
    String good = file("good.json", "{\"plugin\":\"kmsg\",\"delay\":\"5m\",\"rules\":[]}");
    assertThat(run(0, "--lint", good))
        .isEqualTo(
            good + ": not used: delay (events go out when they are known)\n" + good + ": fine\n");
    String bad = file("bad.json", "{\"plugin\":\"kmsg\",\"rules\":[{\"type\":\"temporary\"}]}");
    assertThat(run(1, "--lint", good, bad)).contains(bad + ": rules[0]: needs a reason");
  }

  @Test
  void lintTriesACataloguesSamples() throws IOException {
    String entry =
        """
        problems:
        - {code: Mine, severity: info, patterns: ['mine (?P<device>[a-z]+'], quiet: 1m, title: t,
           meaning: m, remedies: [{what: w}], matches: ['other'], ignores: ['mine']}
        """;
    String broken = file("own.yaml", entry);
    assertThat(run(1, "--lint", broken)).contains("Mine: error parsing regexp");
    String wrong = file("own.yaml", entry.replace("mine (?P<device>[a-z]+", "mine"));
    assertThat(run(1, "--lint", wrong))
        .contains("Mine: does not fire on its sample: other")
        .contains("Mine: fires on what it is to ignore: mine");
  }

  @Test
  void testLogSaysWhichRulesFireOnWhichLine() throws IOException {
    String log =
        file(
            "kern.log",
            """
            Nov 20 19:32:12 node kernel: [    5.140900] NET: Registered PF_INET6
            Nov 20 19:32:13 node kernel: [    6.140900] I/O error, dev sda, sector 1 op 0x0:(READ)
            [    7.140900] EXT4-fs (sda1): unmounting filesystem 5f0c.
            3,12,8000000,-;VFS: file-max limit 65536 reached
            """);
    assertThat(run(0, "--test-log", log))
        .isEqualTo(
            """
            2: IOError: I/O error, dev sda, sector 1 op 0x0:(READ)
            3: -FilesystemIsReadOnly: EXT4-fs (sda1): unmounting filesystem 5f0c.
            4: FileMaxReached: VFS: file-max limit 65536 reached
            4 lines, 2 of them fire a rule
              FileMaxReached: 1
              IOError: 1
            """);
  }

  @Test
  void testLogTakesFilesOfRules() throws IOException {
    String rules =
        file(
            "own.json",
            "{\"plugin\":\"kmsg\",\"rules\":[{\"type\":\"temporary\",\"reason\":\"Own\","
                + "\"pattern\":\"first\\\\nsecond\"}]}");
    String log = file("log", "first\nsecond\n");
    assertThat(run(0, "--test-log", log, rules)).startsWith("2: Own: second\n");
  }

  @Test
  void saysHowItIsUsed() {
    assertThat(run(2, "--lint")).startsWith("usage: ");
    assertThat(run(1, "--test-log", "/no/such/log")).contains("/no/such/log");
  }
}
