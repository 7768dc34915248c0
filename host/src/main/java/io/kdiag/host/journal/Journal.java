package io.kdiag.host.journal;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads units' entries from the systemd journal with {@code journalctl}, whose files have no other
 * documented reader. Absent where there is no such program or no journal.
 *
 * @see <a href="https://systemd.io/JOURNAL_EXPORT_FORMATS/#journal-json-format">Journal JSON
 *     format</a>
 */
public final class Journal {
  private static final String STORED = "/var/log/journal";
  private static final String VOLATILE = "/run/log/journal";
  static final String[] PROGRAMS = {"/usr/bin/journalctl", "/bin/journalctl"};

  private Journal() {}

  /**
   * The last {@code maxEntries} entries since {@code since} of any of {@code units}, oldest first.
   */
  public static Reading<List<JournalEntry>> read(
      HostRoot root, List<String> units, Instant since, int maxEntries) {
    String directory = directory(root);
    if (directory == null) {
      return Reading.absent(STORED);
    }
    String program = program();
    return program == null
        ? Reading.absent("journalctl")
        : new JournalProgram(arguments(root, program, directory, units, since, maxEntries))
            .run(maxEntries);
  }

  /** Null where there is none. */
  static @Nullable String program() {
    for (String program : PROGRAMS) {
      if (Files.isExecutable(Path.of(program))) {
        return program;
      }
    }
    return null;
  }

  private static List<String> arguments(
      HostRoot root,
      String program,
      String directory,
      List<String> units,
      Instant since,
      int maxEntries) {
    List<String> arguments = new ArrayList<>();
    arguments.add(program);
    arguments.add("--output=json");
    arguments.add("--output-fields=MESSAGE,PRIORITY,_SYSTEMD_UNIT,SYSLOG_IDENTIFIER");
    arguments.add("--no-pager");
    arguments.add("--quiet");
    arguments.add("--lines=" + maxEntries);
    arguments.add("--since=@" + since.getEpochSecond());
    if (!root.isLocal()) {
      arguments.add("--directory=" + root.resolve(directory));
    }
    for (String unit : units) {
      arguments.add("--unit=" + unit);
    }
    return arguments;
  }

  /** The first of the two places that holds something; null where neither does. */
  static @Nullable String directory(HostRoot root) {
    for (String directory : new String[] {STORED, VOLATILE}) {
      Reading<List<String>> names = root.list(directory);
      boolean empty = names.optional().map(List::isEmpty).orElse(false);
      if (!empty && !(names instanceof Reading.Absent<List<String>>)) {
        return directory;
      }
    }
    return null;
  }
}
