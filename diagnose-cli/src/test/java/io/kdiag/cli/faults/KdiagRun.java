package io.kdiag.cli.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** One run of the packaged program on this machine: its exit status and its diagnosis. */
record KdiagRun(int exit, JsonNode diagnosis) {

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
      return new KdiagRun(result.exit(), new ObjectMapper().readTree(result.out()));
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

  /** The first finding as {@code Code object}, or "nothing". */
  String first() {
    JsonNode first = diagnosis.path("findings").path(0);
    return first.isMissingNode()
        ? "nothing"
        : first.path("code").asText() + " " + first.path("object").asText();
  }

  String firstCause() {
    return diagnosis.path("findings").path(0).path("cause").asText();
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
