package io.kdiag.cli;

import io.kdiag.cli.evidence.Subject;
import io.kdiag.cli.evidence.kube.Kind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code kdiag service}: asks the cluster about a service. */
@Command(
    name = "service",
    description = "Says what is wrong with a service: why, since when, what it breaks, what to do.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  kdiag service cart -n shop", "  kdiag service cart -n shop -o json"})
final class ServiceCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "NAME", description = "The service's name.")
  private String name = "";

  @Mixin private NamespaceOption namespace = new NamespaceOption();
  @Mixin private QuestionOptions options = new QuestionOptions();

  ServiceCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws FailureException, InterruptedException {
    return options.answer(console, own -> new Subject(Kind.SERVICE, namespace.or(own), name));
  }
}
