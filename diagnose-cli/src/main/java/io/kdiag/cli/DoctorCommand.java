package io.kdiag.cli;

import io.kdiag.cli.cluster.ClusterException;
import io.kdiag.cli.cluster.ToolkitGatherer;
import io.kdiag.cli.doctor.Toolkit;
import io.kdiag.cli.doctor.ToolkitChecks;
import io.kdiag.cli.engine.Diagnosis;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kdiag doctor}: whether kdiag's own parts in the cluster work. */
@Command(
    name = "doctor",
    description =
        "Says what is wrong with kdiag's own parts: agents missing on nodes, metrics and logs that do"
            + " not arrive, conditions that nobody renews.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  kdiag doctor", "  kdiag doctor --prometheus http://127.0.0.1:9090 -o json"})
final class DoctorCommand implements Callable<Integer> {
  private final Console console;

  @ArgGroup(exclusive = false, heading = "%nThe cluster:%n")
  private ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private OutputForm form = OutputForm.text;

  @Option(names = "--all", description = "All evidence, nothing cut.")
  private boolean all;

  @Option(names = "--no-color", description = "No colours, as with NO_COLOR=1.")
  private boolean noColour;

  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws FailureException, InterruptedException {
    Progress progress = new Progress(console.error(), console.terminal().error());
    progress.asking("");
    Toolkit toolkit;
    try (ToolkitGatherer gatherer =
        ToolkitGatherer.open(
            cluster.kubeconfig(console.environment()),
            cluster.context(console.environment()),
            cluster.backends(console.environment()))) {
      toolkit = gatherer.gather();
    } catch (ClusterException e) {
      throw Gathering.failure(e);
    } finally {
      progress.end();
    }
    Diagnosis diagnosis = ToolkitChecks.diagnose(toolkit);
    Evidence nothing =
        new Evidence(
            Kdiag.Version.number(),
            toolkit.now(),
            HostEvidence.unread("", toolkit.now()),
            null,
            List.of(),
            List.of());
    console
        .output()
        .print(form.renderer(console.terminal().style(noColour, all), nothing).render(diagnosis));
    return ExitCode.of(diagnosis.worst());
  }
}
