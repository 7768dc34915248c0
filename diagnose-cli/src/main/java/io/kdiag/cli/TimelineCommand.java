package io.kdiag.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.kdiag.cli.cluster.ObjectSource;
import io.kdiag.cli.engine.Diagnosis;
import io.kdiag.cli.engine.Engine;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.KdiagJson;
import io.kdiag.cli.evidence.Subject;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.render.TimelineText;
import io.kdiag.cli.rules.Rules;
import io.kdiag.cli.timeline.Around;
import io.kdiag.cli.timeline.Timeline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kdiag timeline}: what happened to an object and around it, in order. */
@Command(
    name = "timeline",
    description = "Shows what happened to an object and around it, and what changed just before.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  kdiag timeline deployment/cart -n shop            rollouts, events, ends of containers, logs",
      "  kdiag timeline pod/cart-0 -n shop --since 3h",
      "  kdiag timeline node/k8s-node-1 -o json",
      "  kdiag timeline cluster --since 30m                everything",
      "  kdiag timeline node --local                       this machine",
      "  kdiag timeline pod/cart-0 -n shop --from cart.tar.gz"
    })
final class TimelineCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "KIND/NAME",
      description = "An object, `cluster`, or `node` with --local.")
  private String object = "";

  @ArgGroup(exclusive = false, heading = "%nWhere it is read:%n")
  private PlaceOptions place = new PlaceOptions();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = When.Converter.class,
      description = "Not older than this. Default: 2h before now.")
  private When since = new When(Duration.ofHours(2), null);

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "text, or json. Default: ${DEFAULT-VALUE}.")
  private ListForm form = ListForm.text;

  @Option(names = "--all", description = "Nothing cut.")
  private boolean all;

  @Option(names = "--no-color", description = "No colours, as with NO_COLOR=1.")
  private boolean noColour;

  TimelineCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws FailureException, InterruptedException {
    Evidence evidence = evidence(new Gathering(console));
    Diagnosis diagnosis = Engine.diagnose(evidence, Rules.ALL);
    Timeline timeline =
        Timeline.of(evidence).since(since.before(evidence.now())).about(Around.subjectOf(evidence));
    if (form == ListForm.json) {
      console.output().println(json(timeline));
    } else {
      TimelineText text = new TimelineText(console.terminal().style(noColour, all), evidence.now());
      console
          .output()
          .print(
              text.of(diagnosis.subject(), timeline, begin(diagnosis, Around.subjectOf(evidence))));
    }
    return ExitCode.HEALTHY;
  }

  /** When the first finding's trouble began; null: there is none, or it does not say. */
  private static @Nullable Instant begin(Diagnosis diagnosis, Around around) {
    return diagnosis.findings().stream()
        .filter(finding -> around.test(finding.object()))
        .map(Finding::since)
        .filter(since -> since != null)
        .findFirst()
        .orElse(null);
  }

  private Evidence evidence(Gathering gathering) throws FailureException, InterruptedException {
    Path from = place.from();
    if (place.local()) {
      return gathering.live(Duration.ZERO);
    }
    if (from != null && gathering.isEvidence(from)) {
      Evidence evidence = gathering.captured(from);
      return evidence.cluster() == null
          ? evidence
          : evidence.about(subject(evidence.cluster().subject().namespace()));
    }
    ObjectSource source = gathering.source(place.cluster(), from);
    return gathering.ofCluster(subject(source.namespace()), source, place.cluster());
  }

  private Subject subject(String own) throws FailureException {
    if (object.equals("cluster")) {
      return Subject.cluster();
    }
    ObjectName named = ObjectName.parse(object);
    if (named.kind() == Kind.NODE) {
      return Subject.node(named.name());
    }
    String namespace = place.namespace(console);
    return new Subject(named.kind(), namespace == null ? own : namespace, named.name());
  }

  private static String json(Timeline timeline) {
    try {
      return KdiagJson.pretty().writeValueAsString(timeline);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a time line can always be written as JSON", e);
    }
  }
}
