package io.kdiag.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where a list is read, and of which namespace. */
final class PlaceOptions {
  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      description = "Default: the context's, or the one that the shell uses.")
  private @Nullable String namespace;

  @Option(
      names = {"-A", "--all-namespaces"},
      description = "Of all namespaces.")
  private boolean allNamespaces;

  @Option(names = "--local", description = "This very machine.")
  private boolean local;

  @Option(
      names = "--from",
      paramLabel = "PATH",
      description =
          "A capture, a directory of `kubectl cluster-info dump`, or `kubectl get -o json`.")
  private @Nullable Path from;

  @ArgGroup(exclusive = false)
  private ClusterOptions cluster = new ClusterOptions();

  boolean local() {
    return local;
  }

  @Nullable Path from() {
    return from;
  }

  ClusterOptions cluster() {
    return cluster;
  }

  boolean allNamespaces() {
    return allNamespaces;
  }

  /** As typed, or as the shell uses it; null: neither. */
  @Nullable String namespace(Console console) throws FailureException {
    return namespace != null ? namespace : console.namespace();
  }
}
