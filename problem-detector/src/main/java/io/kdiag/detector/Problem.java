package io.kdiag.detector;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One entry of the catalogue: a problem of a node, what shows it, what it means and what to do.
 *
 * @param code unique, never reused: {@code OOMKilling}
 * @param condition the node condition it sets, or none
 * @param source where its records come from
 * @param patterns RE2 expressions, any of which shows it; named groups ({@code (?P<device>...)})
 *     are its details
 * @param clearedBy RE2 expressions, any of which shows that it is over, as far as the same-named
 *     groups agree
 * @param precededBy RE2 expressions of records that the kernel writes just before one that shows
 *     it: their groups become details of it, alone they show nothing
 * @param followedBy RE2 expressions of the records that the kernel writes after the one that shows
 *     it, as the rest of the same block (an oops' registers and process): their groups become
 *     details of it, and a problem that has some is one strike for each block
 * @param quiet it is over when it was not seen for so long; none: it lasts until {@code clearedBy}
 *     or a reboot, and {@code why} says why
 * @param atLeast how many records within {@code within} make it a problem
 * @param details what a probe tells of it, for use in the title
 * @param matches sample lines that must match, {@code ignores} that must not
 */
public record Problem(
    String code,
    Severity severity,
    Optional<String> condition,
    Source source,
    List<String> patterns,
    List<String> clearedBy,
    List<String> precededBy,
    Optional<Duration> quiet,
    String why,
    int atLeast,
    Duration within,
    String title,
    String meaning,
    List<Remedy> remedies,
    List<String> details,
    List<String> followedBy,
    List<String> matches,
    List<String> ignores) {

  /** One of which no probe tells and that is one record long. */
  public Problem(
      String code,
      Severity severity,
      Optional<String> condition,
      Source source,
      List<String> patterns,
      List<String> clearedBy,
      List<String> precededBy,
      Optional<Duration> quiet,
      String why,
      int atLeast,
      Duration within,
      String title,
      String meaning,
      List<Remedy> remedies,
      List<String> matches,
      List<String> ignores) {
    this(
        code,
        severity,
        condition,
        source,
        patterns,
        clearedBy,
        precededBy,
        quiet,
        why,
        atLeast,
        within,
        title,
        meaning,
        remedies,
        List.of(),
        List.of(),
        matches,
        ignores);
  }

  /** Where a problem's records come from; PROBE: from no log, a probe raises and clears it. */
  public enum Source {
    KERNEL,
    KUBELET,
    RUNTIME,
    SYSTEMD,
    ABRT,
    SMARTD,
    PROBE;

    /** The logs whose lines are held against its rules, see {@link SourceLine#rules}. */
    List<String> logs() {
      return switch (this) {
        case KERNEL -> List.of(SourceLine.KERNEL);
        case KUBELET -> List.of("journal:kubelet");
        case RUNTIME -> List.of("journal:containerd", "journal:dockerd", "journal:crio");
        case SYSTEMD -> List.of("journal:systemd");
        case ABRT -> List.of("journal:abrt-notification");
        case SMARTD -> List.of("journal:smartd");
        case PROBE -> List.of();
      };
    }
  }

  /** The same with another condition. */
  Problem withCondition(Optional<String> other) {
    return new Problem(
        code,
        severity,
        other,
        source,
        patterns,
        clearedBy,
        precededBy,
        quiet,
        why,
        atLeast,
        within,
        title,
        meaning,
        remedies,
        details,
        followedBy,
        matches,
        ignores);
  }
}
