package io.kdiag.detector;

import io.kdiag.detector.document.ReportedProblem.Evidence;
import io.kdiag.host.kernellog.KernelRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Folds the records of a log into the problems they show ({@link Lives}). A record's facility does
 * not matter: what an operator writes to {@code /dev/kmsg} counts like the kernel's own.
 */
public final class LogScan {
  private final LineMatcher matcher;
  private final Lives lives = new Lives();

  private LogScan(LineMatcher matcher) {
    this.matcher = matcher;
  }

  /** The catalogue's problems in {@code records} (oldest first), first seen first. */
  public static List<Occurrence> scan(Catalogue catalogue, Iterable<KernelRecord> records) {
    LogScan scan = new LogScan(catalogue.matcher());
    for (KernelRecord record : records) {
      scan.add(record);
    }
    return scan.occurrences();
  }

  private void add(KernelRecord record) {
    for (LineMatcher.Match match : matcher.signs(record.text())) {
      Problem problem = match.entry().problem();
      switch (match.entry().meaning()) {
        case SHOWS ->
            strike(problem, match.details(), new Evidence("", record.time(), record.text()));
        case CLEARS ->
            lives.agreeing(problem, match.details()).forEach(life -> life.cleared = true);
        case PRECEDES -> lives.precede(problem, match.details(), record.time());
        case FOLLOWS -> follow(problem, match.details(), record);
      }
    }
  }

  private void follow(Problem problem, Map<String, String> details, KernelRecord record) {
    Life life = lives.begun(problem, details, record.time());
    if (life != null) {
      life.follow(details, new Evidence("", record.time(), record.text()));
    }
  }

  private void strike(Problem problem, Map<String, String> details, Evidence line) {
    if (lives.join(problem, details, line) == null) {
      Map<String, String> all = lives.complete(problem, details, line.time());
      lives.life(problem, all).strike(all, line);
    }
  }

  private List<Occurrence> occurrences() {
    List<Occurrence> occurrences = new ArrayList<>();
    for (Life life : lives.all()) {
      if (life.reached) {
        occurrences.add(occurrence(life));
      }
    }
    occurrences.sort(Comparator.comparing(Occurrence::first).thenComparing(Occurrence::code));
    return List.copyOf(occurrences);
  }

  private static Occurrence occurrence(Life life) {
    List<Occurrence.Line> lines = new ArrayList<>();
    for (Evidence line : life.lines) {
      lines.add(new Occurrence.Line(line.time(), line.quote()));
    }
    return new Occurrence(
        life.problem.code(),
        Map.copyOf(life.details),
        life.count,
        life.first(),
        life.last(),
        life.cleared,
        List.copyOf(lines));
  }
}
