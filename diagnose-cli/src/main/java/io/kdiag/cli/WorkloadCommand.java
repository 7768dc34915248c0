package io.kdiag.cli;

import io.kdiag.cli.evidence.Subject;
import io.kdiag.cli.evidence.kube.Kind;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code kdiag workload}: asks the cluster about what makes pods. */
@Command(
    name = "workload",
    description = "Says what is wrong with a workload and its pods.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  kdiag workload deployment/cart -n shop     or deploy/cart",
      "  kdiag workload sts/db                      a StatefulSet",
      "  kdiag workload cronjob/nightly -o json"
    })
final class WorkloadCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "KIND/NAME",
      description =
          "deployment, statefulset, daemonset, replicaset, job or cronjob (or deploy, sts, ds, rs, cj).")
  private String workload = "";

  @Mixin private NamespaceOption namespace = new NamespaceOption();
  @Mixin private QuestionOptions options = new QuestionOptions();

  WorkloadCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws FailureException, InterruptedException {
    int slash = workload.indexOf('/');
    Kind kind = slash < 0 ? null : kind(workload.substring(0, slash));
    String name = workload.substring(slash + 1);
    if (kind == null || name.isEmpty()) {
      throw new FailureException(
          ExitCode.USAGE,
          "'"
              + workload
              + "' names no workload: expected KIND/NAME such as deployment/cart, with"
              + " deployment, statefulset, daemonset, replicaset, job or cronjob");
    }
    return options.answer(console, own -> new Subject(kind, namespace.or(own), name));
  }

  static @Nullable Kind kind(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "deployment", "deployments", "deploy" -> Kind.DEPLOYMENT;
      case "statefulset", "statefulsets", "sts" -> Kind.STATEFUL_SET;
      case "daemonset", "daemonsets", "ds" -> Kind.DAEMON_SET;
      case "replicaset", "replicasets", "rs" -> Kind.REPLICA_SET;
      case "job", "jobs" -> Kind.JOB;
      case "cronjob", "cronjobs", "cj" -> Kind.CRON_JOB;
      default -> null;
    };
  }
}
