package io.kdiag.detector;

import io.kdiag.detector.api.NodeCondition;
import io.kdiag.detector.api.NodeEvent;
import io.kdiag.detector.document.ProblemsDocument;
import io.kdiag.detector.document.ReportedProblem;
import io.kdiag.detector.document.ReportedProblem.Evidence;
import io.kdiag.detector.look.Judgement;
import io.kdiag.detector.look.Judgement.Sighting;
import io.kdiag.host.kernellog.KernelRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of the node's problems: what lives, what lived lately, the conditions and
 * events that follow from it, and up to which record the kernel log is in it. One lock around all
 * of it; nothing here waits or asks anybody.
 */
final class NodeProblems {
  static final int MOST_REPORTED = 100;
  private static final String KERNEL = "/dev/kmsg";

  /** A record's time and a probe's are taken from two clocks. */
  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);

  private final String node;
  private final Catalogue catalogue;
  private final LineMatcher matcher;
  private final PodNames pods;
  private final DetectorMetrics metrics;
  private final InstantSource clock;
  private final Runnable onNews;

  final Lives lives = new Lives();
  final Deque<ReportedProblem> recent = new ArrayDeque<>();
  final Conditions conditions;
  final EventLog events;
  String bootId = "";
  long sequence = -1;
  long lost;

  /** Records read of each source, since the start. */
  private final Map<String, Long> counts = new HashMap<>();

  /** Changes with whatever has to be saved. */
  private long revision;

  /** {@code onNews} is called, quickly and under the lock, when there is something to tell. */
  NodeProblems(
      String node,
      Catalogue catalogue,
      PodNames pods,
      DetectorMetrics metrics,
      Duration eventWindow,
      InstantSource clock,
      Runnable onNews) {
    this.node = node;
    this.catalogue = catalogue;
    this.matcher = catalogue.matcher();
    this.pods = pods;
    this.metrics = metrics;
    this.clock = clock;
    this.onNews = onNews;
    this.conditions = new Conditions(catalogue.problems(), clock.instant());
    this.events = new EventLog(node, eventWindow, clock.instant());
  }

  /** The log of this boot begins, or goes on. What the kernel said in an earlier one is over. */
  synchronized void boot(String id) {
    if (!bootId.isEmpty() && !bootId.equals(id)) {
      for (Life life : List.copyOf(lives.all())) {
        if (life.problem.source() != Problem.Source.PROBE) {
          end(life, clock.instant());
        }
      }
      sequence = -1;
    }
    bootId = id;
    changed();
  }

  synchronized void accept(KernelRecord record) {
    metrics.records.inc();
    counts.merge(KERNEL, 1L, Long::sum);
    sequence = Math.max(sequence, record.sequence());
    revision++;
    boolean turn = false;
    List<LineMatcher.Match> signs = matcher.signs(record.text());
    for (LineMatcher.Match sign : signs) {
      metrics.matches.inc();
      turn |=
          switch (sign.entry().meaning()) {
            case SHOWS -> struck(sign, record);
            case CLEARS -> cleared(sign, record);
            case PRECEDES -> precedes(sign, record);
          };
    }
    if (turn) {
      changed();
    } else if (!signs.isEmpty()) {
      tellEvents();
    }
  }

  private boolean cleared(LineMatcher.Match sign, KernelRecord record) {
    Map<String, String> details = Wording.details(sign.details());
    List<Life> over = lives.agreeing(sign.entry().problem(), details);
    over.forEach(life -> end(life, record.time()));
    return !over.isEmpty();
  }

  private boolean precedes(LineMatcher.Match sign, KernelRecord record) {
    Map<String, String> details = Wording.details(sign.details());
    lives.precede(sign.entry().problem(), details, record.time());
    return false;
  }

  /** True where this made it a problem; a further strike turns nothing. */
  private boolean struck(LineMatcher.Match sign, KernelRecord record) {
    Problem problem = sign.entry().problem();
    Map<String, String> details = Wording.details(sign.details());
    Evidence line = new Evidence(KERNEL, record.time(), Wording.quote(record.text()));
    Life joined = lives.join(problem, details, line);
    Map<String, String> all =
        joined == null ? lives.complete(problem, details, record.time()) : details;
    Life life = joined == null ? lives.life(problem, all) : joined;
    boolean before = life.reached;
    if (joined == null) {
      life.strike(all, line);
    }
    own(life, details);
    if (joined == null && life.reached) {
      told(life, bootId + " " + record.sequence());
    }
    return life.reached != before;
  }

  private void told(Life life, String origin) {
    metrics.struck(life.problem);
    long shedBefore = events.shed();
    events.add(life, origin, clock.instant());
    metrics.shed.inc((double) (events.shed() - shedBefore));
  }

  /** A probe's word holds for all lives of its problem. */
  synchronized void judge(Judgement judgement) {
    Problem problem = catalogue.problem(judgement.code()).orElseThrow();
    Instant now = clock.instant();
    for (Sighting sighting : judgement.sightings()) {
      seen(problem, sighting, now);
    }
    for (Life life : lives.agreeing(problem, Map.of())) {
      boolean seen =
          judgement.sightings().stream().anyMatch(s -> Lives.agree(life.details, s.details()));
      if (!seen && life.last().plus(CLOCKS_DIFFER).isBefore(judgement.asked())) {
        end(life, now);
      }
    }
    changed();
  }

  private void seen(Problem problem, Sighting sighting, Instant now) {
    Evidence line = new Evidence(sighting.source(), now, Wording.quote(sighting.text()));
    Map<String, String> details = Wording.details(sighting.details());
    if (!sighting.begins()) {
      lives.agreeing(problem, details).forEach(life -> life.still(line));
      return;
    }
    Life life = lives.life(problem, details);
    if (life.reached) {
      life.still(line);
      return;
    }
    life.strike(details, line);
    own(life, details);
    if (life.reached) {
      told(life, "probe " + life.first().toEpochMilli());
    }
  }

  /** Whose it is, where its details say. */
  private void own(Life life, Map<String, String> details) {
    String cgroup = details.getOrDefault("task_memcg", details.get("cgroup"));
    if (life.pod == null && cgroup != null) {
      life.pod = pods.of(cgroup);
    }
  }

  /** Ends what has been quiet for long enough. */
  synchronized void tick() {
    Instant now = clock.instant();
    boolean ended = false;
    for (Life life : List.copyOf(lives.all())) {
      Duration quiet = life.reached ? life.problem.quiet().orElse(null) : life.problem.within();
      if (quiet != null && life.last().plus(quiet).isBefore(now)) {
        end(life, life.last().plus(quiet));
        ended = true;
      }
    }
    if (ended) {
      changed();
    }
  }

  private void end(Life life, Instant at) {
    lives.remove(life);
    if (life.reached) {
      recent.addFirst(Wording.report(life, at));
      if (recent.size() > MOST_REPORTED) {
        recent.removeLast();
      }
    }
  }

  synchronized void lost(long records) {
    lost += records;
    metrics.lost.inc((double) records);
    revision++;
  }

  /** Brings what follows from the lives up to date. */
  void changed() {
    revision++;
    long before = conditions.version();
    conditions.update(lives.all(), clock.instant());
    Set<String> living = new HashSet<>();
    for (Life life : lives.all()) {
      if (life.reached) {
        living.add(life.problem.code());
      }
    }
    metrics.living(living);
    if (conditions.version() != before) {
      onNews.run();
    } else {
      tellEvents();
    }
  }

  private void tellEvents() {
    if (events.due(clock.instant()) != null) {
      onNews.run();
    }
  }

  synchronized Map<String, Long> recordCounts() {
    return Map.copyOf(counts);
  }

  synchronized long revision() {
    return revision;
  }

  /** The conditions, and a number that changes when they do. */
  record Standing(long version, List<NodeCondition> conditions, List<String> obsolete) {}

  synchronized Standing standing() {
    return new Standing(
        conditions.version(), conditions.all(clock.instant()), conditions.obsolete());
  }

  synchronized void adopt(List<NodeCondition> onNode) {
    conditions.adopt(onNode);
  }

  synchronized void removed(List<String> types) {
    conditions.removed(types);
    revision++;
  }

  /** An event to send now; null: none. */
  record DueEvent(String key, NodeEvent event) {}

  synchronized @Nullable DueEvent dueEvent() {
    EventSeries due = events.due(clock.instant());
    return due == null ? null : new DueEvent(due.key, due.event());
  }

  synchronized void told(DueEvent due) {
    events.told(due.key(), due.event().name(), due.event().count(), clock.instant());
    revision++;
  }

  synchronized ProblemsDocument document() {
    List<ReportedProblem> active = new ArrayList<>();
    for (Life life : lives.all()) {
      if (life.reached) {
        active.add(Wording.report(life, null));
      }
    }
    active.sort(Comparator.comparing(ReportedProblem::last).reversed());
    List<ReportedProblem> bounded = active.subList(0, Math.min(active.size(), MOST_REPORTED));
    return new ProblemsDocument(node, List.copyOf(bounded), List.copyOf(recent), lost);
  }
}
