package io.kdiag.detector;

import io.kdiag.detector.look.Probe;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * All rules that hold together: the catalogue with what files add to it, the plugins that they run,
 * and the files of lines that they read. {@code notes} say what of them is not done.
 */
record RuleSet(Catalogue catalogue, List<Probe> plugins, List<FileLog> files, List<String> notes) {

  /** A file of lines for which there are rules. */
  record FileLog(String rules, String path, LineFormat format, Duration lookback) {}

  /** Who writes to the journal what there are rules for. */
  Set<String> journals() {
    return Set.copyOf(
        catalogue.logs().stream()
            .filter(log -> log.startsWith(SourceLine.JOURNAL))
            .map(log -> log.substring(SourceLine.JOURNAL.length()))
            .toList());
  }
}
