package io.kdiag.cli;

import io.kdiag.cli.cluster.ObjectSource;
import io.kdiag.cli.cluster.Query;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.shell.Names;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The names of the cluster that is asked by default, for the shell's completion. */
final class ShellNames implements Names {
  private static final List<Kind> WORKLOADS =
      List.of(Kind.DEPLOYMENT, Kind.STATEFUL_SET, Kind.DAEMON_SET, Kind.CRON_JOB, Kind.JOB);

  private final ShellCommands commands;

  ShellNames(ShellCommands commands) {
    this.commands = commands;
  }

  @Override
  public List<String> names(Of what) throws FailureException, IOException, InterruptedException {
    Console console = commands.console();
    try (ObjectSource source = new Gathering(console).source(new ClusterOptions())) {
      String used = console.environment().getOrDefault(Console.NAMESPACE, "");
      String namespace = used.isEmpty() ? source.namespace() : used;
      return switch (what) {
        case NODES -> names(source, Kind.NODE, "", "");
        case NAMESPACES -> names(source, Kind.NAMESPACE, "", "");
        case PODS -> names(source, Kind.POD, namespace, "");
        case SERVICES -> names(source, Kind.SERVICE, namespace, "");
        case WORKLOADS -> {
          List<String> all = new ArrayList<>();
          for (Kind kind : WORKLOADS) {
            String prefix = kind.kindName().toLowerCase(Locale.ROOT) + "/";
            all.addAll(names(source, kind, namespace, prefix));
          }
          yield all;
        }
      };
    }
  }

  private static List<String> names(ObjectSource source, Kind kind, String namespace, String prefix)
      throws IOException, InterruptedException {
    List<String> names = new ArrayList<>();
    source.read(Query.all(kind, namespace), object -> names.add(prefix + object.name()));
    return names;
  }
}
