package io.kdiag.cli;

import io.kdiag.cli.cluster.ObjectSource;
import io.kdiag.cli.engine.Diagnosis;
import io.kdiag.cli.engine.Engine;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.Subject;
import io.kdiag.cli.rules.Rules;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What the questions about a cluster have in common: where it is read, how the answer is told. */
final class QuestionOptions {
  @Option(
      names = "--from",
      paramLabel = "PATH",
      description =
          "Instead of the cluster: a capture, a directory of `kubectl cluster-info dump`, or what"
              + " `kubectl get -o json` printed.")
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

  @ArgGroup(exclusive = false, heading = "%nThe cluster:%n")
  private ClusterOptions cluster = new ClusterOptions();

  /** What is asked about, once it is known which namespace is meant where none was named. */
  interface Question {
    Subject in(String namespace) throws FailureException;
  }

  /** Asks, reasons, prints; the exit code. */
  int answer(Console console, Question question) throws FailureException, InterruptedException {
    Timings cost = new Timings();
    Gathering gathering = new Gathering(console);
    Evidence evidence =
        from != null && gathering.isEvidence(from)
            ? captured(gathering, from, question)
            : asked(console, gathering, question, cost);
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

  private static String namespace(Console console, String own) throws FailureException {
    String used = console.namespace();
    return used == null ? own : used;
  }

  private Evidence asked(Console console, Gathering gathering, Question question, Timings cost)
      throws FailureException, InterruptedException {
    try (ObjectSource source = gathering.source(cluster, from)) {
      Evidence evidence =
          gathering.ofCluster(question.in(namespace(console, source.namespace())), source, cluster);
      cost.requests(source.requests());
      return evidence;
    }
  }

  private static Evidence captured(Gathering gathering, Path file, Question question)
      throws FailureException {
    Evidence evidence = gathering.captured(file);
    ClusterEvidence cluster = evidence.cluster();
    if (cluster == null) {
      throw new FailureException(
          ExitCode.USAGE, file + " is of a machine: kdiag node --local --from " + file);
    }
    Subject subject = question.in(cluster.subject().namespace());
    if (subject.kind() != null && cluster.objects().find(subject.object()) == null) {
      throw new FailureException(ExitCode.USAGE, file + " holds no " + subject.object());
    }
    return evidence.about(subject);
  }
}
