package io.kdiag.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.kdiag.cli.cluster.ObjectSource;
import io.kdiag.cli.cluster.Query;
import io.kdiag.cli.evidence.KdiagJson;
import io.kdiag.cli.evidence.kube.Event;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.render.EventText;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kdiag events}: what the cluster's parts reported, the newest last. */
@Command(
    name = "events",
    description = "Shows the cluster's events, the newest last; alike ones are one line.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  kdiag events -n shop                     of a namespace",
      "  kdiag events -A --warnings --since 1h    what went wrong anywhere in the last hour",
      "  kdiag events pod/cart-0 -n shop          about an object",
      "  kdiag events node/k8s-node-1",
      "  kdiag events -A -o json | jq .reason",
      "  kdiag events -A --from cluster.tar.gz    out of a capture"
    })
final class EventsCommand implements Callable<Integer> {
  private static final int SHOWN = 100;
  private final Console console;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "KIND/NAME",
      description = "About this object.")
  private @Nullable String object;

  @ArgGroup(exclusive = false, heading = "%nWhere they are read:%n")
  private PlaceOptions place = new PlaceOptions();

  @Option(
      names = {"-w", "--warnings"},
      description = "Of type Warning only.")
  private boolean warnings;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = When.Converter.class,
      description = "Not older than this: 10m, 2h, 3d, or 2026-01-02T03:04:05Z.")
  private @Nullable When since;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "text, or json: one event a line. Default: ${DEFAULT-VALUE}.")
  private ListForm form = ListForm.text;

  @Option(names = "--all", description = "All of them, each for itself, nothing cut.")
  private boolean all;

  @Option(names = "--no-color", description = "No colours, as with NO_COLOR=1.")
  private boolean noColour;

  EventsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws FailureException, InterruptedException {
    if (place.local()) {
      throw new FailureException(ExitCode.USAGE, "events are the cluster's: leave --local out");
    }
    Gathering gathering = new Gathering(console);
    try (ObjectSource source = gathering.source(place.cluster(), place.from())) {
      List<Event> events = events(source);
      if (form == ListForm.json) {
        print(events);
      } else {
        EventText text = new EventText(console.terminal().style(noColour, all), source.now());
        console.output().print(text.of(events, all ? Integer.MAX_VALUE : SHOWN));
      }
      return ExitCode.HEALTHY;
    } catch (IOException e) {
      throw new FailureException(ExitCode.NO_EVIDENCE, String.valueOf(e.getMessage()));
    }
  }

  private List<Event> events(ObjectSource source)
      throws IOException, InterruptedException, FailureException {
    Instant from = When.of(since, source.now());
    List<Event> events = new ArrayList<>();
    source.read(
        query(source),
        each -> {
          Event event = (Event) each;
          Instant last = event.last();
          if (from == null || (last != null && !last.isBefore(from))) {
            events.add(event);
          }
        });
    events.sort(Event.NEWEST_FIRST.reversed());
    return events;
  }

  private Query query(ObjectSource source) throws FailureException {
    String namespace = place.namespace(console);
    String own = place.from() == null ? source.namespace() : "";
    String in = place.allNamespaces() ? "" : namespace == null ? own : namespace;
    if (object == null) {
      return warnings ? Query.warnings(in) : Query.all(Kind.EVENT, in);
    }
    ObjectName named = ObjectName.parse(object);
    boolean everywhere = named.kind() == Kind.NODE;
    return Query.eventsAbout(named.kind(), everywhere ? "" : in, named.name());
  }

  private void print(List<Event> events) {
    for (Event event : events) {
      try {
        console.output().println(KdiagJson.MAPPER.writeValueAsString(event));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("an event can always be written as JSON", e);
      }
    }
  }
}
