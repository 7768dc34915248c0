package io.kdiag.detector;

import io.kdiag.host.HostRoot;
import io.kdiag.host.journal.JournalTail;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The journal, as far as there are rules for who writes it. */
final class JournalSource implements LogSource {
  static final String LOG = "journal";
  static final String KERNEL_LOG = "journal (kernel)";

  private final JournalTail follower;
  private final boolean kernel;

  private JournalSource(JournalTail follower, boolean kernel) {
    this.follower = follower;
    this.kernel = kernel;
  }

  /** What {@code identifiers} write, after {@code place}. */
  static JournalSource open(HostRoot root, Set<String> identifiers, String place)
      throws IOException {
    List<String> matches = new ArrayList<>();
    for (String identifier : identifiers) {
      matches.add("SYSLOG_IDENTIFIER=" + identifier);
    }
    // It says how much it dropped.
    matches.add("SYSLOG_IDENTIFIER=systemd-journald");
    return new JournalSource(JournalTail.open(root, matches, place), false);
  }

  /** What the kernel says, where its own device may not be read. */
  static JournalSource kernel(HostRoot root, String place) throws IOException {
    List<String> matches = List.of("_TRANSPORT=kernel");
    return new JournalSource(JournalTail.open(root, matches, place), true);
  }

  @Override
  public @Nullable SourceLine next(Duration timeout) throws IOException {
    JournalTail.Followed followed = follower.next(timeout);
    if (followed == null) {
      return null;
    }
    String rules = kernel ? SourceLine.KERNEL : SourceLine.JOURNAL + followed.identifier();
    String log = kernel ? KERNEL_LOG : LOG;
    var entry = followed.entry();
    return new SourceLine(rules, log, entry.cursor(), entry.time(), entry.message());
  }

  @Override
  public long lost() {
    return follower.lost();
  }

  @Override
  public void close() {
    follower.close();
  }
}
