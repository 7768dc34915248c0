package io.kdiag.cli;

import io.kdiag.cli.evidence.Subject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code kdiag cluster}: asks about all of it. */
@Command(
    name = "cluster",
    description = "Says what is wrong in the whole cluster, the worst first.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  kdiag cluster",
      "  kdiag cluster --context production -o json",
      "  kdiag cluster --capture cluster.tar.gz"
    })
final class ClusterCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private QuestionOptions options = new QuestionOptions();

  ClusterCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws FailureException, InterruptedException {
    return options.answer(console, _ -> Subject.cluster());
  }
}
