package io.kdiag.cli.shell;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes the commands' words, and the names of the cluster's nodes. */
final class ShellCompleter implements Completer {
  private final Commands commands;
  private final ClusterNames nodes;

  ShellCompleter(Commands commands, ClusterNames nodes) {
    this.commands = commands;
    this.nodes = nodes;
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
    List<String> texts = new ArrayList<>();
    if (index == 0) {
      texts.addAll(Shell.OWN);
    }
    if (index == 1 && words.getFirst().equals("node")) {
      texts.addAll(nodes.get());
    }
    texts.addAll(commands.completions(words, index, cursor));
    return texts;
  }
}
