package io.kdiag.cli.shell;

import io.kdiag.cli.shell.Names.Of;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes the commands' words, and the names that the cluster has. */
final class ShellCompleter implements Completer {
  private final Commands commands;
  private final Names source;
  private final Map<Of, ClusterNames> names = new EnumMap<>(Of.class);

  ShellCompleter(Commands commands, Names source) {
    this.commands = commands;
    this.source = source;
    forget();
  }

  /** Another namespace is used: its names are others. */
  void forget() {
    for (Of what : Of.values()) {
      names.put(what, new ClusterNames(() -> source.names(what), InstantSource.system()));
    }
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    List<String> words = line.words();
    boolean watched = !words.isEmpty() && words.getFirst().equals(Watch.NAME);
    int skipped = watched && line.wordIndex() > 0 ? 1 : 0;
    List<String> command = words.subList(skipped, words.size());
    for (String text : candidates(command, line.wordIndex() - skipped, line.wordCursor())) {
      candidates.add(new Candidate(text));
    }
  }

  /** Whole words that may stand at {@code index}; the line editor drops those that do not fit. */
  private List<String> candidates(List<String> words, int index, int cursor) {
    if (index == 0) {
      List<String> texts = new ArrayList<>(Shell.OWN);
      texts.addAll(commands.completions(words, index, cursor));
      return texts;
    }
    String before = words.get(index - 1);
    if (before.equals("-n") || before.equals("--namespace")) {
      return get(Of.NAMESPACES);
    }
    List<String> texts = new ArrayList<>();
    if (index == 1) {
      texts.addAll(objects(words.getFirst()));
    }
    texts.addAll(commands.completions(words, index, cursor));
    return texts;
  }

  private List<String> objects(String command) {
    return switch (command) {
      case "node" -> get(Of.NODES);
      case "pod", "logs" -> get(Of.PODS);
      case "service" -> get(Of.SERVICES);
      case "workload" -> get(Of.WORKLOADS);
      case Shell.USE -> get(Of.NAMESPACES);
      case "timeline", "events" -> {
        List<String> all = new ArrayList<>(get(Of.WORKLOADS));
        get(Of.PODS).forEach(pod -> all.add("pod/" + pod));
        get(Of.SERVICES).forEach(service -> all.add("service/" + service));
        get(Of.NODES).forEach(node -> all.add("node/" + node));
        yield all;
      }
      default -> List.of();
    };
  }

  private List<String> get(Of what) {
    ClusterNames known = names.get(what);
    return known == null ? List.of() : known.get();
  }
}
