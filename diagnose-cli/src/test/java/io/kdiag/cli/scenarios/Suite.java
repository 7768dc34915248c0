package io.kdiag.cli.scenarios;

import io.kdiag.cli.InProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Runs scenarios on the cluster of {@code KUBECONFIG}: those that may, side by side, then those
 * that need it for themselves, one after the other. See {@code src/test/scenarios/run}.
 */
final class Suite {
  private static final Duration GONE = Duration.ofMinutes(2);

  private final Options options;
  private final Cluster cluster;
  private final Map<String, String> environment;

  /**
   * How to run.
   *
   * @param names of the scenarios; empty: all
   * @param atOnce how many side by side
   * @param captures where the evidence goes; null: nowhere
   */
  record Options(
      Path directory,
      Set<String> names,
      long seed,
      int atOnce,
      boolean shared,
      boolean exclusive,
      @Nullable Path captures) {}

  /** What came of it; {@code falseAlarms}: found though nothing was wrong, before and after. */
  record Results(List<Outcome> outcomes, List<Answer.Found> falseAlarms) {}

  Suite(Options options, Map<String, String> environment) {
    this.options = options;
    this.environment = environment;
    this.cluster = new Cluster(environment, options.directory());
  }

  Results run() throws InterruptedException, IOException {
    if (options.captures() != null) {
      Files.createDirectories(options.captures());
    }
    String node =
        cluster.run("kubectl get nodes -o jsonpath='{.items[0].metadata.name}'", "").strip();
    List<Scenario> scenarios =
        Scenario.all(options.directory(), options.seed(), node).stream()
            .filter(each -> options.names().isEmpty() || options.names().contains(each.name()))
            .filter(each -> each.exclusive() ? options.exclusive() : options.shared())
            .toList();
    Set<String> before = new HashSet<>();
    ask().found().forEach(found -> before.add(found.toString()));
    System.out.println("before any fault: " + before);
    List<Outcome> outcomes = new ArrayList<>();
    outcomes.addAll(side(scenarios.stream().filter(each -> !each.exclusive()).toList()));
    for (Scenario scenario : scenarios) {
      if (scenario.exclusive()) {
        outcomes.add(told(new Trial(cluster, environment, options.captures()).run(scenario)));
      }
    }
    return new Results(List.copyOf(outcomes), falseAlarms(scenarios, before));
  }

  private List<Outcome> side(List<Scenario> scenarios) throws InterruptedException {
    List<Outcome> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(options.atOnce())) {
      List<Future<Outcome>> running = new ArrayList<>();
      for (Scenario scenario : scenarios) {
        Trial trial = new Trial(cluster, environment, options.captures());
        running.add(threads.submit(() -> told(trial.run(scenario))));
      }
      for (Future<Outcome> each : running) {
        outcomes.add(each.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    return outcomes;
  }

  private static Outcome told(Outcome outcome) {
    System.out.println(outcome.line());
    return outcome;
  }

  /** What the whole cluster shows of the scenarios once all are gone, and did not before. */
  private List<Answer.Found> falseAlarms(List<Scenario> scenarios, Set<String> before)
      throws InterruptedException {
    long deadline = System.nanoTime() + GONE.toNanos();
    List<Answer.Found> left = left(scenarios, before);
    while (!left.isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(2000);
      left = left(scenarios, before);
    }
    return left;
  }

  private List<Answer.Found> left(List<Scenario> scenarios, Set<String> before) {
    return ask().found().stream()
        .filter(found -> !found.severity().equals("INFO"))
        .filter(found -> !before.contains(found.toString()))
        .filter(found -> isOurs(scenarios, found.object()))
        .toList();
  }

  /** Others may work on the same cluster: their namespaces are theirs. */
  private static boolean isOurs(List<Scenario> scenarios, String object) {
    boolean ofTheCluster = object.chars().filter(c -> c == '/').count() < 2;
    return ofTheCluster
        || scenarios.stream().anyMatch(each -> object.contains("/" + each.namespace() + "/"));
  }

  private Answer ask() {
    InProcess.Result result = InProcess.kdiag(environment, "cluster", "-o", "json");
    return Answer.of(result.exit(), result.output(), result.error());
  }

  /**
   * {@code [--shared] [--exclusive] [--seed N] [--at-once N] [--captures DIR] [--table FILE]
   * [NAME...]}.
   */
  public static void main(String[] arguments) throws InterruptedException, IOException {
    Set<String> names = new HashSet<>();
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals("--shared") || arguments[i].equals("--exclusive")) {
        values.put(arguments[i], "");
      } else if (arguments[i].startsWith("--")) {
        values.put(arguments[i], arguments[++i]);
      } else {
        names.add(arguments[i]);
      }
    }
    boolean one = values.containsKey("--shared") || values.containsKey("--exclusive");
    String captures = values.get("--captures");
    Options options =
        new Options(
            Path.of(values.getOrDefault("--directory", "src/test/scenarios")),
            names,
            Long.parseLong(values.getOrDefault("--seed", "" + System.currentTimeMillis())),
            Integer.parseInt(values.getOrDefault("--at-once", "6")),
            !one || values.containsKey("--shared"),
            !one || values.containsKey("--exclusive"),
            captures == null ? null : Path.of(captures));
    Results results = new Suite(options, System.getenv()).run();
    String table = Table.of(results);
    System.out.println("\n" + table);
    if (values.get("--table") != null) {
      Files.writeString(Path.of(values.get("--table")), table);
    }
    System.exit(results.outcomes().stream().allMatch(Outcome::right) ? 0 : 1);
  }
}
