package io.kdiag.cli;

import io.kdiag.cli.engine.Diagnosis;
import io.kdiag.cli.engine.Engine;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.Subject;
import io.kdiag.cli.rules.Rules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kdiag node}: gathers, reasons, prints. */
@Command(
    name = "node",
    description = "Says what is wrong with a node.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  kdiag node k8s-node-1                       a node, asked through the cluster",
      "  kdiag node --local                          this machine, watched for 3 seconds",
      "  kdiag node --local --for 1m --all           longer, with all the evidence",
      "  kdiag node --local -o markdown              for a ticket",
      "  kdiag node --local -o html > node.html      for a browser, with plots and a time line",
      "  kdiag node --local --from node.tar.gz       a machine as it was captured"
    })
final class NodeCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "The node's name.")
  private @Nullable String name;

  @Option(names = "--local", description = "This very machine.")
  private boolean local;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      defaultValue = "3s",
      converter = DurationConverter.class,
      description = "How long to watch, 0s to 5m; 0s takes one sample. Default: ${DEFAULT-VALUE}.")
  private Duration window = Duration.ofSeconds(3);

  @Option(
      names = "--from",
      paramLabel = "PATH",
      description =
          "Instead of the machine or cluster: a capture, a directory of `kubectl cluster-info"
              + " dump`, or what `kubectl get -o json` printed.")
  private @Nullable Path from;

  @Option(
      names = "--capture",
      paramLabel = "FILE",
      description = "Also write what was seen to FILE, for --from.")
  private @Nullable Path capture;

  @Option(names = "--force", description = "Overwrite FILE.")
  private boolean force;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private OutputForm form = OutputForm.text;

  @Option(names = "--all", description = "All evidence and symptoms, nothing cut.")
  private boolean all;

  @Option(names = "--no-color", description = "No colours, as with NO_COLOR=1.")
  private boolean noColour;

  @Option(names = "--timings", description = "What the run cost, on standard error.")
  private boolean timings;

  @ArgGroup(exclusive = false, heading = "%nOf a node of the cluster:%n")
  private ClusterOptions cluster = new ClusterOptions();

  NodeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws FailureException, InterruptedException {
    Timings cost = new Timings();
    Gathering gathering = new Gathering(console);
    Evidence evidence = evidence(gathering);
    Diagnosis diagnosis = Engine.diagnose(evidence, Rules.ALL);
    console
        .output()
        .print(form.renderer(console.terminal().style(noColour, all), evidence).render(diagnosis));
    console.output().flush();
    if (capture != null) {
      gathering.write(evidence, capture, force);
    }
    if (timings) {
      cost.print(console.error(), evidence.sources());
    }
    return ExitCode.of(diagnosis.worst());
  }

  private Evidence evidence(Gathering gathering) throws FailureException, InterruptedException {
    if (from != null && (name == null || gathering.isEvidence(from))) {
      return gathering.captured(from);
    }
    if (local && name != null) {
      throw new FailureException(ExitCode.USAGE, "either --local or a node's NAME, not both");
    }
    if (name != null) {
      return gathering.ofCluster(Subject.node(name), gathering.source(cluster, from), cluster);
    }
    if (!local) {
      throw new FailureException(
          ExitCode.USAGE,
          "which node? `kdiag node NAME`, or `kdiag node --local` for this machine");
    }
    return gathering.live(window);
  }
}
