package io.kdiag.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.detector.document.ReportedProblem;
import io.kdiag.detector.look.Judgement;
import io.kdiag.detector.look.Judgement.Sighting;
import io.kdiag.detector.look.Probe;
import io.kdiag.detector.npd.NpdFile;
import io.kdiag.detector.npd.NpdFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** node-problem-detector's files, beside the catalogue. */
final class ImportedRulesTest {
  private static final List<String> SHIPPED =
      List.of(
          "abrt-adaptor",
          "custom-plugin-monitor",
          "disk-log-message-filelog",
          "docker-monitor",
          "docker-monitor-filelog",
          "health-checker-containerd",
          "health-checker-kubelet",
          "kernel-monitor",
          "kernel-monitor-counter",
          "kernel-monitor-filelog",
          "network-problem-monitor",
          "readonly-monitor",
          "system-stats-monitor",
          "systemd-monitor",
          "systemd-monitor-counter");

  @TempDir Path root;

  private static NpdFile file(String name) throws IOException, NpdFileException {
    try (InputStream in = ImportedRulesTest.class.getResourceAsStream("npd/" + name + ".json")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return NpdFile.parse(name + ".json", text);
    }
  }

  private static RuleSet rules(String json) throws NpdFileException {
    return new RuleSetBuilder(Catalogue.load())
        .add(NpdFile.parse("own.json", json))
        .build(Set.of());
  }

  private Detecting detecting(RuleSet rules) {
    Detecting detecting = new Detecting(root);
    detecting.problems.follow(rules.catalogue());
    return detecting;
  }

  @Test
  void allOfItsShippedFilesLoad() throws Exception {
    RuleSetBuilder builder = new RuleSetBuilder(Catalogue.load());
    for (String name : SHIPPED) {
      builder.add(file(name));
    }
    RuleSet rules = builder.build(Set.of());
    assertThat(rules.plugins())
        .extracting(Probe::name)
        .containsExactly(
            "plugin NTPIsDown ./config/plugin/check_ntp.sh",
            "plugin NTPIsDown ./config/plugin/check_ntp.sh",
            "plugin ConntrackFull ./config/plugin/network_problem.sh",
            "plugin DNSUnreachable ./config/plugin/dns_problem.sh");
    assertThat(rules.files())
        .extracting(RuleSet.FileLog::path)
        .containsExactlyInAnyOrder("/var/log/messages", "/var/log/docker.log", "/var/log/kern.log");
    assertThat(rules.journals()).contains("dockerd", "systemd", "abrt-notification");
    assertThat(rules.notes())
        .contains(
            "health-checker-kubelet.json: not run: /home/kubernetes/bin/health-checker"
                + " (kdiag finds KubeletUnhealthy itself)",
            "system-stats-monitor.json: not used: cpu (the collector measures the machine), disk"
                + " (the collector measures the machine), memory (the collector measures the"
                + " machine), invokeInterval (the collector measures the machine)");
  }

  /** Each of its conditions and reasons, with its words, is told of the node. */
  @Test
  void itsConditionsAndReasonsAreKept() throws Exception {
    for (String name : SHIPPED) {
      NpdFile file = file(name);
      RuleSet rules = new RuleSetBuilder(Catalogue.load()).add(file).build(Set.of());
      for (NpdFile.NpdCondition condition : file.conditions()) {
        assertThat(rules.catalogue().healthy().get(condition.type()))
            .isEqualTo(new Catalogue.Healthy(condition.reason(), condition.message()));
      }
      for (NpdFile.NpdRule rule : file.rules()) {
        Problem problem = rules.catalogue().problem(rule.reason()).orElseThrow();
        if (rule.permanent()) {
          assertThat(problem.condition()).contains(rule.condition());
        }
      }
    }
  }

  @Test
  void aLineThatBothKnowIsOneSignOfOneProblem() throws Exception {
    Detecting detecting =
        detecting(new RuleSetBuilder(Catalogue.load()).add(file("kernel-monitor")).build(Set.of()));
    detecting.kernel(
        "Memory cgroup out of memory: Killed process 1012 (heapster) total-vm:128128kB,"
            + " anon-rss:12328kB, file-rss:0kB, shmem-rss:0kB");
    detecting.kernel("Buffer I/O error on dev dm-1, logical block 0, async page read");
    detecting.kernel("task docker:20744 blocked for more than 120 seconds.");
    assertThat(detecting.active())
        .extracting(ReportedProblem::code)
        .containsExactlyInAnyOrder("OOMKilling", "IOError", "DockerHung", "TaskHung");
    assertThat(detecting.active()).allMatch(problem -> problem.count() == 1);
    assertThat(detecting.condition("KernelDeadlock").reason()).isEqualTo("DockerHung");
  }

  private static final String MULTI_LINE =
      """
      {"plugin":"kmsg","bufferSize":3,"conditions":[{"type":"Bad","reason":"Fine","message":"fine"}],
      "rules":[{"type":"permanent","condition":"Bad","reason":"ThreeLines","pattern":"begin\\n.*\\nend"},
      {"type":"temporary","reason":"Loose","pattern":"alone|last"}]}\
      """;

  @Test
  void aPatternMustMatchUpToTheEndOfTheLastLinesJoined() throws Exception {
    Detecting detecting = detecting(rules(MULTI_LINE));
    detecting.kernel("the begin").kernel("middle").kernel("end of it").kernel("end");
    assertThat(detecting.active()).isEmpty();
    detecting.kernel("the begin").kernel("middle").kernel("end");
    assertThat(detecting.active())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("ThreeLines");
              assertThat(problem.message()).isEqualTo("the begin middle end");
            });
    assertThat(detecting.condition("Bad").reason()).isEqualTo("ThreeLines");
    detecting.pass(Duration.ofHours(25));
    assertThat(detecting.condition("Bad").reason()).as("never for ever").isEqualTo("Fine");
  }

  /** Its pattern is glued to an end mark as text, so that only the last alternative has it. */
  @Test
  void theEndMarkBindsTheLastAlternativeOnly() throws Exception {
    Detecting detecting = detecting(rules(MULTI_LINE));
    detecting.kernel("last but not at the end");
    assertThat(detecting.active()).isEmpty();
    detecting.kernel("alone in the middle");
    assertThat(detecting.active()).hasSize(1);
    detecting.kernel("now it is last");
    assertThat(detecting.active()).singleElement().extracting("count").isEqualTo(2L);
  }

  @Test
  void onlyRulesThatCouldSpanLinesAreTriedOnSeveral() {
    Problem any = Catalogue.load().problems().getFirst();
    for (String one : List.of("a.*b", "task [\\S ]+:\\w+ blocked\\.", "x{2}|y", "\\d+ \\[#1\\]")) {
      assertThat(new ImportedRule("kernel", any, one, 10).spansLines()).as(one).isFalse();
    }
    for (String more : List.of("a\\nb", "^a", "a\\s+b", "[^x]+", "(?s)a.b", "\\W", "[[:space:]]")) {
      assertThat(new ImportedRule("kernel", any, more, 10).spansLines()).as(more).isTrue();
      assertThat(new ImportedRule("kernel", any, more, 1).spansLines()).as(more).isFalse();
    }
  }

  private static RuleSet plugin(Path path) throws NpdFileException {
    return rules(
        """
        {"plugin":"custom","conditions":[{"type":"Ours","reason":"OursIsFine","message":"fine"}],
        "rules":[{"type":"permanent","condition":"Ours","reason":"OursIsBad","path":"%s"}]}\
        """
            .formatted(path));
  }

  private Path script(String text) throws IOException {
    Path script = root.resolve("plugin.sh");
    Files.writeString(script, "#!/bin/sh\n" + text + "\n");
    script.toFile().setExecutable(true);
    return script;
  }

  @Test
  void aPluginsWordRaisesAndClearsItsCondition() throws Exception {
    RuleSet rules = plugin(script("echo it is broken; exit 1"));
    Detecting detecting = detecting(rules);
    assertThat(detecting.condition("Ours").reason()).isEqualTo("OursIsFine");
    look(rules, detecting);
    assertThat(detecting.condition("Ours").reason()).isEqualTo("OursIsBad");
    assertThat(detecting.condition("Ours").message()).isEqualTo("it is broken");
    script("echo hm; exit 3");
    look(rules, detecting);
    assertThat(detecting.condition("Ours").status()).isEqualTo("Unknown");
    assertThat(detecting.condition("Ours").message()).isEqualTo("hm");
    script("exit 0");
    look(rules, detecting);
    assertThat(detecting.condition("Ours").status()).isEqualTo("False");
    assertThat(detecting.condition("Ours").message()).isEqualTo("fine");
  }

  private static void look(RuleSet rules, Detecting detecting) {
    detecting.clock.pass(Duration.ofSeconds(30));
    rules.plugins().getFirst().look(detecting.clock.instant()).forEach(detecting.problems::judge);
  }

  /** kdiag's own look at conntrack finds nothing: that clears its own word, not the plugin's. */
  @Test
  void aPluginAndALookOfTheSameNameEachHaveTheirOwnWord() throws Exception {
    RuleSet rules =
        new RuleSetBuilder(Catalogue.load()).add(file("network-problem-monitor")).build(Set.of());
    Detecting detecting = detecting(rules);
    Map<String, String> plugin = Map.of("plugin", "./config/plugin/network_problem.sh");
    Instant now = detecting.clock.instant();
    Sighting full = new Sighting(plugin, "x", "conntrack is full");
    detecting.problems.judge(new Judgement("ConntrackFull", now, List.of(full), plugin, ""));
    detecting.clock.pass(Duration.ofMinutes(1));
    now = detecting.clock.instant();
    detecting.problems.judge(new Judgement("ConntrackFull", now, List.of()));
    assertThat(detecting.active()).hasSize(1);
    detecting.problems.judge(new Judgement("ConntrackFull", now, List.of(), plugin, ""));
    assertThat(detecting.active()).isEmpty();
  }

  private void write(Path file, String text, int minute) throws IOException {
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(60L * minute)));
  }

  @Test
  void changedFilesAreReadAgainAndABadOneKeepsItsOldRules() throws Exception {
    Path file = root.resolve("own.json");
    String good =
        "{\"plugin\":\"kmsg\",\"rules\":[{\"type\":\"temporary\",\"reason\":\"%s\",\"pattern\":\"x\"}]}";
    write(file, good.formatted("First"), 1);
    RuleFiles files = new RuleFiles(List.of(root.toString()), List.of("IOError"));
    RuleSet rules = files.read();
    assertThat(rules.catalogue().problem("First")).isPresent();
    assertThat(rules.catalogue().problem("IOError")).as("not wanted").isEmpty();
    assertThat(files.changed()).isFalse();
    write(file, "{\"plugin\":", 2);
    assertThat(files.changed()).isTrue();
    assertThat(files.read().catalogue().problem("First")).isPresent();
    assertThat(files.mistakes()).singleElement().asString().startsWith(file + ":1: not JSON");
    write(file, good.formatted("Second"), 3);
    RuleSet newer = files.read();
    assertThat(files.mistakes()).isEmpty();
    assertThat(newer.catalogue().problem("First")).isEmpty();
    assertThat(newer.catalogue().problem("Second")).isPresent();
  }

  @Test
  void whatTheOldRulesKnewEndsWithThemAndItsConditionGoes() throws Exception {
    Detecting detecting = detecting(rules(MULTI_LINE));
    detecting.kernel("begin").kernel("middle").kernel("end").kernel("I/O error, dev sda, sector 1");
    detecting.problems.follow(Catalogue.load());
    assertThat(detecting.active()).extracting("code").containsExactly("IOError");
    assertThat(detecting.problems.standing().obsolete()).containsExactly("Bad");
    detecting.reporter.step();
    assertThat(detecting.api.removed).containsExactly("Bad");
  }

  @Test
  void acatalogueOfOnesOwnReplacesEntriesOfTheSameCode() throws Exception {
    Path file = root.resolve("own.yaml");
    write(
        file,
        """
        problems:
        - code: IOError
          severity: info
          patterns: ['my disk']
          quiet: 1m
          title: mine
          meaning: mine
          remedies: [{what: look}]
        """,
        1);
    Detecting detecting = detecting(new RuleFiles(List.of(file.toString()), List.of()).read());
    detecting.kernel("I/O error, dev sda, sector 1").kernel("my disk");
    assertThat(detecting.active()).singleElement().extracting("message").isEqualTo("mine");
  }
}
