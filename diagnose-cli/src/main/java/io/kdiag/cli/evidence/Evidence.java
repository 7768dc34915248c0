package io.kdiag.cli.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known about one question at one time. Immutable, serialisable, free of secrets: what
 * could be one is replaced when it is gathered, so that a capture holds exactly what the engine
 * saw.
 *
 * @param now the newest time in it; the engine has no other clock
 * @param host the machine; {@link HostEvidence#unread} where only the cluster was asked
 * @param cluster what the cluster says; null where only the machine was read
 * @param notChecked what could not be reached or read, with the way to grant it
 * @param sources how long each source took, for {@code --timings}
 * @param series numbers over time, for plots and for what changed when
 */
public record Evidence(
    String kdiagVersion,
    Instant now,
    HostEvidence host,
    @Nullable ClusterEvidence cluster,
    List<NotChecked> notChecked,
    List<SourceTiming> sources,
    List<Series> series) {

  /** A capture of before there were series has none. */
  @SuppressWarnings("NullAway") // Jackson gives null for a component that the file lacks
  public Evidence {
    series = series == null ? List.of() : series;
  }

  /** Evidence without series. */
  public Evidence(
      String kdiagVersion,
      Instant now,
      HostEvidence host,
      @Nullable ClusterEvidence cluster,
      List<NotChecked> notChecked,
      List<SourceTiming> sources) {
    this(kdiagVersion, now, host, cluster, notChecked, sources, List.of());
  }

  /**
   * {@code what} was not looked at; {@code why} in the system's words; {@code grant} is how to make
   * it possible.
   */
  public record NotChecked(String what, String why, String grant) {}

  public record SourceTiming(String source, Duration took) {}

  /** The same evidence, asked about another object in it. */
  public Evidence about(Subject subject) {
    ClusterEvidence seen = cluster;
    if (seen == null) {
      return this;
    }
    ClusterEvidence asked =
        new ClusterEvidence(
            seen.source(),
            subject,
            seen.objects(),
            seen.detected(),
            seen.logs(),
            seen.usage(),
            seen.history(),
            seen.serverVersion());
    return new Evidence(kdiagVersion, now, host, asked, notChecked, sources, series);
  }
}
