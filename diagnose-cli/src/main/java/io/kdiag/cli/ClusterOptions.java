package io.kdiag.cli;

import io.kdiag.cli.cluster.Backends;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cluster is asked, and where its back ends are. */
final class ClusterOptions {
  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "Default: the first of KUBECONFIG, else ~/.kube/config.")
  private @Nullable Path kubeconfig;

  @Option(names = "--context", paramLabel = "NAME", description = "Default: the current one.")
  private @Nullable String context;

  @Option(
      names = "--agent",
      paramLabel = "URL",
      description = "The node's agent. Default: KDIAG_AGENT, else port 9740 of the node.")
  private @Nullable String agent;

  @Option(
      names = "--prometheus",
      paramLabel = "URL",
      description = "For history. Default: KDIAG_PROMETHEUS.")
  private @Nullable String prometheus;

  @Option(
      names = "--elasticsearch",
      paramLabel = "URL",
      description = "For logs that are gone from the node. Default: KDIAG_ELASTICSEARCH.")
  private @Nullable String elasticsearch;

  Path kubeconfig(Map<String, String> environment) throws FailureException {
    if (kubeconfig != null) {
      return kubeconfig;
    }
    String named = environment.getOrDefault("KUBECONFIG", "");
    String home = environment.getOrDefault("HOME", "");
    if (named.isBlank() && home.isBlank()) {
      throw new FailureException(ExitCode.USAGE, "no kubeconfig: give --kubeconfig FILE");
    }
    return named.isBlank() ? Path.of(home, ".kube", "config") : Path.of(named.split(":", -1)[0]);
  }

  @Nullable String context() {
    return context;
  }

  Backends backends(Map<String, String> environment) {
    return new Backends(
        or(agent, environment.get("KDIAG_AGENT")),
        or(prometheus, environment.get("KDIAG_PROMETHEUS")),
        or(elasticsearch, environment.get("KDIAG_ELASTICSEARCH")));
  }

  private static @Nullable String or(@Nullable String given, @Nullable String otherwise) {
    return given != null ? given : otherwise;
  }
}
