package io.kdiag.shipper;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** One directory with log files, and the tails of the runs in it. */
final class LogDirectory {
  /** Looks that found nothing new, after which it is quiet. */
  private static final int LOOKS_TO_SLEEP = 5;

  private final String path;
  private final Supplier<List<FoundRun>> list;
  private final Map<String, RunTail> tails = new LinkedHashMap<>();
  private List<FoundRun> before = List.of();
  private long look;
  private int quietLooks;

  LogDirectory(String path, Supplier<List<FoundRun>> list) {
    this.path = path;
    this.list = list;
  }

  String path() {
    return path;
  }

  Collection<RunTail> tails() {
    return tails.values();
  }

  /** Looks what is there, and tells the tails. */
  void look(Tails maker) {
    look++;
    List<FoundRun> runs = list.get();
    Set<String> seen = new HashSet<>();
    for (FoundRun found : runs) {
      String key = found.run().key();
      seen.add(key);
      RunTail tail = tails.get(key);
      if (tail == null && found.isEmpty() && !maker.knows(key)) {
        continue;
      }
      if (tail == null) {
        tail = maker.make(found.run());
        tails.put(key, tail);
      }
      tail.identify(found.run());
      maker.describe(tail);
      tail.look(found.files(), look, !found.last());
    }
    tails.forEach(
        (key, tail) -> {
          if (!seen.contains(key)) {
            tail.look(List.of(), look, true);
          }
        });
    tails.values().removeIf(RunTail::isOver);
    boolean quiet = runs.equals(before) && tails.values().stream().allMatch(RunTail::isIdle);
    quietLooks = quiet ? quietLooks + 1 : 0;
    before = runs;
  }

  /** Nothing has happened in it for a while, and all of it has been read. */
  boolean isQuiet() {
    return quietLooks >= LOOKS_TO_SLEEP;
  }

  /** Something has happened in it. */
  void stir(Tails maker) {
    quietLooks = 0;
    tails.values().forEach(maker::describe);
  }

  /** No log is there, and nothing is left to read. */
  boolean isEmpty() {
    return before.isEmpty() && tails.isEmpty();
  }

  /** Closes the files of runs that have been read to the end. */
  void rest() {
    tails.values().forEach(RunTail::close);
  }

  List<RunState> states() {
    List<RunState> states = new ArrayList<>();
    tails.values().forEach(tail -> states.add(tail.state()));
    return states;
  }
}
