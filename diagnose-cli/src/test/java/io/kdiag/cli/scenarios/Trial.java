package io.kdiag.cli.scenarios;

import io.kdiag.cli.InProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts a scenario on: makes the namespace, noise and fault, asks until it shows, undoes it. */
final class Trial {
  private static final Duration BETWEEN = Duration.ofMillis(1500);

  private final Cluster cluster;
  private final Map<String, String> environment;
  private final @Nullable Path captures;

  /** {@code captures}: where the evidence of each is kept; null: it is not. */
  Trial(Cluster cluster, Map<String, String> environment, @Nullable Path captures) {
    this.cluster = cluster;
    this.environment = environment;
    this.captures = captures;
  }

  Outcome run(Scenario scenario) {
    long start = System.nanoTime();
    Answer answer = new Answer(List.of(), "");
    try {
      make(scenario);
      start = System.nanoTime();
      answer = until(scenario, found -> found.rank(scenario) == 1);
      long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
      if (answer.rank(scenario) == 1) {
        answer = ask(scenario, true); // what holds, holds a moment later, too, and is kept
      }
      boolean healed = heal(scenario);
      return new Outcome(
          scenario,
          answer.rank(scenario),
          seconds,
          healed,
          answer.falseCritical(scenario),
          answer,
          answer.failure());
    } catch (RuntimeException e) {
      String failure = String.valueOf(e.getMessage()).strip();
      return new Outcome(scenario, 0, 0, true, List.of(), answer, failure);
    } finally {
      cleanUp(scenario);
    }
  }

  private void make(Scenario scenario) {
    String namespace = scenario.namespace();
    cluster.run("kubectl create namespace " + namespace, "");
    cluster.run(
        "kubectl label namespace " + namespace + " kdiag.test/scenario=" + scenario.name(), "");
    cluster.run("kubectl apply -n " + namespace + " -f - ", Noise.in(namespace));
    if (!scenario.manifests().isBlank()) {
      cluster.run("kubectl apply -n " + namespace + " -f - ", scenario.manifests());
    }
    if (!scenario.inject().isEmpty()) {
      cluster.run(scenario.inject(), "");
    }
  }

  /** What is looked for in an answer. */
  private interface Wanted {
    boolean in(Answer answer);
  }

  private Answer until(Scenario scenario, Wanted wanted) {
    long deadline = System.nanoTime() + Duration.ofSeconds(scenario.waitSeconds()).toNanos();
    Answer answer = ask(scenario, false);
    while (!wanted.in(answer) && System.nanoTime() < deadline) {
      pause();
      answer = ask(scenario, false);
    }
    return answer;
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Answer ask(Scenario scenario, boolean keep) {
    List<String> arguments = new ArrayList<>(scenario.ask());
    arguments.addAll(List.of("-o", "json"));
    if (keep && captures != null) {
      Recorded.write(captures, scenario);
      Path file = captures.resolve(scenario.name() + ".tar.gz");
      arguments.addAll(List.of("--capture", file.toString(), "--force"));
    }
    InProcess.Result result = InProcess.kdiag(environment, arguments.toArray(String[]::new));
    return Answer.of(result.exit(), result.output(), result.error());
  }

  private boolean heal(Scenario scenario) {
    if (scenario.heal().isEmpty()) {
      return true;
    }
    cluster.run(scenario.heal(), "");
    return until(scenario, answer -> answer.failure().isEmpty() && answer.rank(scenario) == 0)
            .rank(scenario)
        == 0;
  }

  private void cleanUp(Scenario scenario) {
    if (!scenario.cleanup().isEmpty()) {
      Cluster.Result result = cluster.attempt(scenario.cleanup(), "");
      if (result.exit() != 0) {
        System.out.println(scenario.name() + ": clean-up: " + result.output().strip());
      }
    }
    cluster.attempt(
        "kubectl delete pods --all -n "
            + scenario.namespace()
            + " --grace-period=0 --force --wait=false >/dev/null 2>&1 || true\n"
            + "kubectl delete namespace "
            + scenario.namespace()
            + " --wait=false",
        "");
  }
}
