package io.kdiag.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.kdiag.cli.cluster.ClusterException;
import io.kdiag.cli.cluster.TopReader;
import io.kdiag.cli.cluster.Usage;
import io.kdiag.cli.evidence.KdiagJson;
import io.kdiag.cli.render.TopText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kdiag top}: who uses the processors and the memory. */
@Command(
    name = "top",
    description = "Shows what nodes or pods use of processors and memory, the most first.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  kdiag top nodes",
      "  kdiag top pods -n shop",
      "  kdiag top pods -A --sort memory",
      "  kdiag top pods -A --source agent     measured now by the node agents, over some seconds",
      "  kdiag top pods -A -o json"
    })
final class TopCommand implements Callable<Integer> {
  private static final int SHOWN = 40;

  /** What is listed. */
  enum What {
    nodes,
    pods
  }

  /** By what it is sorted. */
  enum Sort {
    cpu,
    memory
  }

  private final Console console;

  @Parameters(index = "0", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}.")
  private What what = What.nodes;

  @ArgGroup(exclusive = false, heading = "%nOf which:%n")
  private PlaceOptions place = new PlaceOptions();

  @Option(
      names = "--source",
      paramLabel = "WHERE",
      defaultValue = "any",
      description =
          "prometheus, agent (the node agents, through the API server), metrics (the metrics API);"
              + " any: the first that answers. Default: ${DEFAULT-VALUE}.")
  private TopReader.Place source = TopReader.Place.any;

  @Option(
      names = "--sort",
      paramLabel = "BY",
      defaultValue = "cpu",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Sort sort = Sort.cpu;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "text, or json. Default: ${DEFAULT-VALUE}.")
  private ListForm form = ListForm.text;

  @Option(names = "--all", description = "All of them.")
  private boolean all;

  @Option(names = "--no-color", description = "No colours, as with NO_COLOR=1.")
  private boolean noColour;

  TopCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws FailureException, InterruptedException {
    if (place.local() || place.from() != null) {
      throw new FailureException(
          ExitCode.USAGE, "what is used now is asked of a cluster: leave --local and --from out");
    }
    Progress progress = new Progress(console.error(), console.terminal().error());
    progress.asking("");
    try (TopReader reader =
        TopReader.open(
            place.cluster().kubeconfig(console.environment()),
            place.cluster().context(console.environment()),
            place.cluster().backends(console.environment()))) {
      String typed = place.namespace(console);
      String namespace = place.allNamespaces() ? "" : typed == null ? reader.namespace() : typed;
      Usage.Table table =
          what == What.nodes
              ? reader.nodes(source, progress::asking)
              : reader.pods(namespace, source, progress::asking);
      progress.end();
      print(table);
      return ExitCode.HEALTHY;
    } catch (ClusterException e) {
      throw Gathering.failure(e);
    } catch (IOException e) {
      throw new FailureException(ExitCode.NO_EVIDENCE, String.valueOf(e.getMessage()));
    } finally {
      progress.end();
    }
  }

  private void print(Usage.Table table) {
    List<Usage> rows = new ArrayList<>(table.rows());
    Comparator<Usage> by =
        sort == Sort.cpu
            ? Comparator.comparingDouble(Usage::cores)
            : Comparator.comparingDouble(Usage::memoryBytes);
    rows.sort(by.reversed().thenComparing(Usage::object));
    Usage.Table sorted = new Usage.Table(table.source(), List.copyOf(rows));
    if (form == ListForm.json) {
      console.output().println(json(sorted));
    } else {
      TopText text = new TopText(console.terminal().style(noColour, all));
      console.output().print(text.of(sorted, all ? Integer.MAX_VALUE : SHOWN));
    }
  }

  private static String json(Usage.Table table) {
    try {
      return KdiagJson.pretty().writeValueAsString(table);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a table can always be written as JSON", e);
    }
  }
}
