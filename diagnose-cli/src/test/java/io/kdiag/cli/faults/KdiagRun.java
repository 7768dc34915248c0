package io.kdiag.cli.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One run of the packaged program on this machine: its exit status and its diagnosis.
 *
 * @param before what this machine had wrong before any fault was made, as {@code Code object}: a
 *     clock that nobody keeps is not the fault's
 */
record KdiagRun(int exit, JsonNode diagnosis, Set<String> before) {
  private static Set<String> known = Set.of();

  /** Takes what is wrong now as there before the faults; says so, for the log. */
  static void takesTheMachineAsItIs() {
    known = Set.of();
    Set<String> found = new HashSet<>();
    for (JsonNode finding : local("--for", "1s").diagnosis().path("findings")) {
      found.add(named(finding));
    }
    known = Set.copyOf(found);
    System.out.println("wrong before any fault: " + known);
  }

  /** Runs {@code kdiag node --local -o json} with further arguments. */
  static KdiagRun local(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.add("-jar");
    command.add(System.getProperty("kdiag.jar", "target/kdiag.jar"));
    command.addAll(List.of("node", "--local", "-o", "json"));
    command.addAll(List.of(arguments));
    Shell.Result result = Shell.attempt(command);
    try {
      return new KdiagRun(result.exit(), new ObjectMapper().readTree(result.out()), known);
    } catch (IOException e) {
      throw new UncheckedIOException(result.out() + result.err(), e);
    }
  }

  /**
   * Runs until {@code wanted} holds; gives the last run when it never did, for the assertion to
   * show.
   */
  static KdiagRun until(int attempts, Predicate<KdiagRun> wanted, String... arguments) {
    KdiagRun run = local(arguments);
    for (int i = 1; i < attempts && !wanted.test(run); i++) {
      run = local(arguments);
    }
    return run;
  }

  /** The first finding that was not there before, as {@code Code object}, or "nothing". */
  String first() {
    JsonNode first = firstNew();
    return first.isMissingNode() ? "nothing" : named(first);
  }

  String firstCause() {
    return firstNew().path("cause").asText();
  }

  private JsonNode firstNew() {
    for (JsonNode finding : diagnosis.path("findings")) {
      if (!before.contains(named(finding))) {
        return finding;
      }
    }
    return MissingNode.getInstance();
  }

  private static String named(JsonNode finding) {
    return finding.path("code").asText() + " " + finding.path("object").asText();
  }

  /** The codes of all findings and of what they explain. */
  List<String> codes() {
    List<String> codes = new ArrayList<>();
    collect(diagnosis.path("findings"), codes);
    return codes;
  }

  private static void collect(JsonNode findings, List<String> codes) {
    for (JsonNode finding : findings) {
      codes.add(finding.path("code").asText());
      collect(finding.path("symptoms"), codes);
    }
  }
}
