package io.kdiag.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code -n}, as kubectl has it. */
final class NamespaceOption {
  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      description = "Default: the kubeconfig's.")
  private @Nullable String namespace;

  String or(String otherwise) {
    return namespace == null ? otherwise : namespace;
  }
}
