package io.kdiag.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.kdiag.cli.evidence.KdiagJson;
import io.kdiag.cli.logs.LastLines;
import io.kdiag.cli.logs.LineGroup;
import io.kdiag.cli.logs.LineGroups;
import io.kdiag.cli.logs.LineSource;
import io.kdiag.cli.logs.LineStream;
import io.kdiag.cli.logs.LogLevel;
import io.kdiag.cli.logs.LogLine;
import io.kdiag.cli.logs.LogQuery;
import io.kdiag.cli.logs.MergedLines;
import io.kdiag.cli.render.LogText;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kdiag logs}: lines of containers, merged by time, filtered, grouped or followed. */
@Command(
    name = "logs",
    description = "Shows what containers wrote, merged by time, or grouped by what they say.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  kdiag logs cart-0 -n shop                    the newest lines of a pod",
      "  kdiag logs -n shop --level error --since 1h  what all pods of a namespace complain about",
      "  kdiag logs 'cart-*' -n shop --group          what they say, how often, first and last",
      "  kdiag logs cart-0 -n shop -f --grep timeout  as it is written",
      "  kdiag logs cart-0 -n shop --previous         of the run before this one",
      "  kdiag logs --local -A --level warn --group   of all containers of this machine",
      "  kdiag logs -n shop --source elasticsearch    also of pods that are gone",
      "  kdiag logs -A --from cluster.tar.gz          out of a capture"
    })
final class LogsCommand implements Callable<Integer> {
  private static final int SHOWN_GROUPS = 30;

  /** Where the lines of a cluster are read. */
  enum Source {
    kubelet,
    elasticsearch
  }

  private final Console console;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "POD",
      description = "A pod's name, * for any characters; NAMESPACE/POD is understood.")
  private @Nullable String pod;

  @ArgGroup(exclusive = false, heading = "%nWhere they are read:%n")
  private PlaceOptions place = new PlaceOptions();

  @Option(
      names = "--source",
      paramLabel = "WHERE",
      defaultValue = "kubelet",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Source source = Source.kubelet;

  @Option(
      names = {"-c", "--container"},
      paramLabel = "NAME",
      description = "Of this container, * for any characters.")
  private @Nullable String container;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      defaultValue = "trace",
      description = "At least this bad: trace, debug, info, warn, error, fatal.")
  private LogLevel level = LogLevel.TRACE;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = When.Converter.class,
      description = "Not older than this: 10m, 2h, 3d, or 2026-01-02T03:04:05Z.")
  private @Nullable When since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = When.Converter.class,
      description = "Not newer than this.")
  private @Nullable When until;

  @Option(names = "--grep", paramLabel = "REGEX", description = "Lines that match (RE2).")
  private @Nullable String wanted;

  @Option(names = "--not", paramLabel = "REGEX", description = "Lines that do not match.")
  private @Nullable String unwanted;

  @Option(
      names = "--tail",
      paramLabel = "N",
      description = "The last N lines. Default: 200, all with --since or --group.")
  private int tail = -1;

  @Option(
      names = {"-p", "--previous"},
      description = "Of the run before the present one.")
  private boolean previous;

  @Option(names = "--group", description = "Lines that say the same as one, with their number.")
  private boolean group;

  @Option(
      names = {"-f", "--follow"},
      description = "Also what is written from now on, until Ctrl-C.")
  private boolean follow;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "text, or json: one object a line. Default: ${DEFAULT-VALUE}.")
  private ListForm form = ListForm.text;

  @Option(names = "--all", description = "All groups, nothing cut.")
  private boolean all;

  @Option(names = "--no-color", description = "No colours, as with NO_COLOR=1.")
  private boolean noColour;

  LogsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws FailureException, InterruptedException {
    check();
    LogPlaces places = new LogPlaces(console, place, source);
    try (LineSource lines = places.open()) {
      Instant now = places.now();
      LogQuery query = query(now, places.namespace());
      LogText text = new LogText(console.terminal().style(noColour, all), now);
      if (group) {
        groups(lines, query, text);
      } else {
        list(lines, query, text);
      }
      if (follow) {
        console.output().flush();
        lines.follow(query, line -> print(line, text));
      }
      return ExitCode.HEALTHY;
    } catch (IOException e) {
      throw new FailureException(ExitCode.NO_EVIDENCE, String.valueOf(e.getMessage()));
    }
  }

  private void check() throws FailureException {
    if (follow && (group || until != null || previous || place.from() != null)) {
      throw new FailureException(
          ExitCode.USAGE, "--follow goes with neither --group, --until, --previous nor --from");
    }
    if (tail == 0 || tail > 100_000) {
      throw new FailureException(ExitCode.USAGE, "--tail takes 1 to 100000");
    }
  }

  private LogQuery query(Instant now, @Nullable String otherwise) throws FailureException {
    int slash = pod == null ? -1 : pod.indexOf('/');
    String inNamespace = slash > 0 && pod != null ? pod.substring(0, slash) : null;
    String named = slash > 0 && pod != null ? pod.substring(slash + 1) : pod;
    String typed = inNamespace != null ? inNamespace : place.namespace(console);
    return new LogQuery(
        place.allNamespaces() ? null : typed != null ? typed : otherwise,
        named,
        container,
        level,
        When.of(since, now),
        When.of(until, now),
        pattern(wanted),
        pattern(unwanted),
        previous);
  }

  private static @Nullable Pattern pattern(@Nullable String regex) throws FailureException {
    try {
      return regex == null ? null : Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new FailureException(ExitCode.USAGE, "no regular expression: " + e.getMessage());
    }
  }

  private void list(LineSource source, LogQuery query, LogText text)
      throws IOException, InterruptedException, FailureException {
    int most = tail > 0 ? tail : since != null ? 0 : 200;
    LastLines last = new LastLines(Math.max(1, most));
    Consumer<LogLine> sink = most > 0 ? last : line -> print(line, text);
    try (MergedLines merged = new MergedLines(streams(source, query), query)) {
      merged.forEach(sink);
    }
    last.lines().forEach(line -> print(line, text));
    if (last.dropped() > 0 && tail < 0 && console.terminal().error()) {
      console.output().flush();
      console.error().println(last.dropped() + " older lines: --tail N or --since TIME shows more");
    }
  }

  private List<LineStream> streams(LineSource source, LogQuery query)
      throws IOException, InterruptedException, FailureException {
    List<LineStream> streams = source.open(query);
    if (streams.isEmpty()) {
      throw new FailureException(ExitCode.USAGE, "no such container has a log here");
    }
    return streams;
  }

  /** One stream after the other: groups do not need the lines in order. */
  private void groups(LineSource source, LogQuery query, LogText text)
      throws IOException, InterruptedException, FailureException {
    LineGroups groups = new LineGroups();
    for (LineStream stream : streams(source, query)) {
      try (MergedLines lines = new MergedLines(List.of(stream), query)) {
        lines.forEach(groups);
      }
    }
    List<LineGroup> found = groups.groups();
    int shown = all || form == ListForm.json ? found.size() : Math.min(SHOWN_GROUPS, found.size());
    for (LineGroup each : found.subList(0, shown)) {
      console.output().print(form == ListForm.json ? json(each) + "\n" : text.group(each));
    }
    if (shown < found.size()) {
      console.output().println("and " + (found.size() - shown) + " more groups: --all");
    }
  }

  private void print(LogLine line, LogText text) {
    console.output().println(form == ListForm.json ? json(line) : text.line(line));
    if (follow) {
      console.output().flush();
    }
  }

  private static String json(Object value) {
    try {
      return KdiagJson.MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record can always be written as JSON", e);
    }
  }
}
