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
      description =
          "For history; also service:NAMESPACE/NAME:PORT. Default: KDIAG_PROMETHEUS, else a service"
              + " prometheus in namespace kdiag.")
  private @Nullable String prometheus;

  @Option(
      names = "--elasticsearch",
      paramLabel = "URL",
      description =
          "For logs that are gone from the node; also service:NAMESPACE/NAME:PORT. Default:"
              + " KDIAG_ELASTICSEARCH, else a service elasticsearch in namespace kdiag.")
  private @Nullable String elasticsearch;

  Path kubeconfig(Map<String, String> environment) throws FailureException {
    if (kubeconfig != null) {
      return kubeconfig;
    }
    String named = environment.getOrDefault("KUBECONFIG", "");
    if (!named.isBlank()) {
      return Path.of(named.split(":", -1)[0]);
    }
    String configured = Settings.load(environment).get("kubeconfig");
    if (configured != null) {
      return Path.of(configured);
    }
    String home = environment.getOrDefault("HOME", "");
    if (home.isBlank()) {
      throw new FailureException(ExitCode.USAGE, "no kubeconfig: give --kubeconfig FILE");
    }
    return Path.of(home, ".kube", "config");
  }

  @Nullable String context(Map<String, String> environment) throws FailureException {
    return context != null ? context : Settings.load(environment).get("context");
  }

  Backends backends(Map<String, String> environment) throws FailureException {
    Settings settings = Settings.load(environment);
    String namespace = settings.get("toolkitNamespace");
    return new Backends(
        or(agent, environment.get("KDIAG_AGENT"), settings.get("agent")),
        or(prometheus, environment.get("KDIAG_PROMETHEUS"), settings.get("prometheus")),
        or(elasticsearch, environment.get("KDIAG_ELASTICSEARCH"), settings.get("elasticsearch")),
        namespace == null ? Backends.NAMESPACE : namespace,
        path(settings.get("prometheusTokenFile")),
        path(settings.get("elasticsearchApiKeyFile")));
  }

  private static @Nullable Path path(@Nullable String file) {
    return file == null ? null : Path.of(file);
  }

  private static @Nullable String or(
      @Nullable String flag, @Nullable String variable, @Nullable String setting) {
    String given = flag != null ? flag : variable;
    return given == null || given.isBlank() ? setting : given;
  }
}
