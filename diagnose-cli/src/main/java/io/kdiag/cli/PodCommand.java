package io.kdiag.cli;

import io.kdiag.cli.evidence.Subject;
import io.kdiag.cli.evidence.kube.Kind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code kdiag pod}: asks the cluster about a pod. */
@Command(
    name = "pod",
    description = "Says what is wrong with a pod: why, since when, what it breaks, what to do.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  kdiag pod cart-0 -n shop",
      "  kdiag pod cart-0 -n shop --all -o markdown     for a ticket",
      "  kdiag pod cart-0 --capture cart.tar.gz         also keeps what was seen",
      "  kdiag pod cart-0 -n shop --from cart.tar.gz    the same answer from it"
    })
final class PodCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "NAME", description = "The pod's name.")
  private String name = "";

  @Mixin private NamespaceOption namespace = new NamespaceOption();
  @Mixin private QuestionOptions options = new QuestionOptions();

  PodCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws FailureException, InterruptedException {
    return options.answer(console, own -> new Subject(Kind.POD, namespace.or(own), name));
  }
}
