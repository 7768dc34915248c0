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
import java.util.Objects;
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

  private static final Duration RECENTLY = Duration.ofMinutes(1);

  /** A record's time and a probe's are taken from two clocks. */
  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);

  private final String node;
  private Catalogue catalogue;
  private final PodNames pods;
  private final DetectorMetrics metrics;
  private final InstantSource clock;
  private final Runnable onNews;

  final Lives lives = new Lives();
  final Deque<ReportedProblem> recent = new ArrayDeque<>();
  final Conditions conditions;
  final EventLog events;

  /** Where each log but the kernel's is to be read on from. */
  final Map<String, String> cursors = new HashMap<>();

  /** The last lines of each log, for rules that span several. */
  private final Map<String, LineWindow> windows = new HashMap<>();

  private final Map<String, FloodGate> gates = new HashMap<>();

  /** Why what a plugin looks at could not be told, by condition type. */
  private final Map<String, String> unknown = new HashMap<>();

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
    this.pods = pods;
    this.metrics = metrics;
    this.clock = clock;
    this.onNews = onNews;
    this.conditions = new Conditions(catalogue, clock.instant());
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
    sequence = Math.max(sequence, record.sequence());
    String origin = bootId + " " + record.sequence();
    take(new SourceLine(SourceLine.KERNEL, KERNEL, origin, record.time(), record.text()));
  }

  /** A line of another log than the kernel's ring. */
  synchronized void accept(SourceLine line) {
    cursors.put(line.log(), line.cursor());
    take(line);
  }

  private void take(SourceLine line) {
    metrics.records.inc();
    counts.merge(line.log(), 1L, Long::sum);
    revision++;
    if (!gates.computeIfAbsent(line.log(), log -> new FloodGate()).admits(line.time())) {
      metrics.linesShed.inc();
      return;
    }
    LineWindow window = windows.computeIfAbsent(line.log() + line.rules(), n -> new LineWindow());
    List<LineMatcher.Match> signs = catalogue.rules(line.rules()).signs(line.text(), window);
    boolean turn = false;
    for (LineMatcher.Match sign : signs) {
      turn |=
          switch (sign.entry().meaning()) {
            case SHOWS -> struck(sign, line);
            case CLEARS -> cleared(sign, line);
            case PRECEDES -> precedes(sign, line);
            case FOLLOWS -> follows(sign, line);
          };
    }
    if (turn) {
      changed();
    } else if (!signs.isEmpty()) {
      tellEvents();
    }
  }

  private boolean cleared(LineMatcher.Match sign, SourceLine line) {
    Map<String, String> details = Wording.details(sign.details());
    List<Life> over = lives.agreeing(sign.entry().problem(), details);
    metrics.matches.inc();
    over.forEach(life -> end(life, line.time()));
    return !over.isEmpty();
  }

  private boolean precedes(LineMatcher.Match sign, SourceLine line) {
    Map<String, String> details = Wording.details(sign.details());
    lives.precede(sign.entry().problem(), details, line.time());
    return false;
  }

  /** True where it belongs to something that was said just now. */
  private boolean follows(LineMatcher.Match sign, SourceLine line) {
    Map<String, String> details = Wording.details(sign.details());
    Life life = lives.begun(sign.entry().problem(), details, line.time());
    if (life == null) {
      return false;
    }
    life.follow(details, evidence(line));
    own(life, life.details, line.time());
    events.reword(life);
    return life.reached;
  }

  private static Evidence evidence(SourceLine line) {
    return new Evidence(line.log(), line.time(), Wording.quote(line.text()));
  }

  /** True where this made it a problem; a further strike turns nothing. */
  private boolean struck(LineMatcher.Match sign, SourceLine line) {
    metrics.matches.inc();
    Problem problem = sign.entry().problem();
    Map<String, String> details = Wording.details(sign.details());
    Life joined = lives.join(problem, details, evidence(line));
    Map<String, String> all =
        joined == null ? lives.complete(problem, details, line.time()) : details;
    Life life = joined == null ? lives.life(problem, all) : joined;
    boolean before = life.reached;
    if (joined == null) {
      life.strike(all, evidence(line));
    }
    own(life, all, line.time());
    if (joined == null && life.reached) {
      told(life, line.cursor());
    }
    return life.reached != before;
  }

  private void told(Life life, String origin) {
    metrics.struck(life.problem);
    long shedBefore = events.shed();
    events.add(life, origin, clock.instant());
    metrics.shed.inc((double) (events.shed() - shedBefore));
  }

  /** A probe's word holds for all lives of its problem that it looked at. */
  synchronized void judge(Judgement judgement) {
    Problem problem = catalogue.problem(judgement.code()).orElse(null);
    if (problem == null) {
      return; // not wanted, or its file has gone meanwhile
    }
    Instant now = clock.instant();
    for (Sighting sighting : judgement.sightings()) {
      seen(problem, sighting, now);
    }
    boolean probed = problem.source() == Problem.Source.PROBE;
    Duration grace = probed ? Duration.ZERO : CLOCKS_DIFFER;
    String plugin = judgement.scope().get("plugin");
    for (Life life : lives.agreeing(problem, judgement.scope())) {
      if (!Objects.equals(plugin, life.details.get("plugin"))) {
        continue; // each has its own word, though they call it the same
      }
      boolean seen =
          judgement.sightings().stream().anyMatch(s -> Lives.agree(life.details, s.details()));
      if (!seen && life.last().plus(grace).isBefore(judgement.asked())) {
        end(life, now);
      }
    }
    String why = Wording.quote(judgement.unknown());
    problem
        .condition()
        .ifPresent(
            type -> {
              if (why.isEmpty()) {
                unknown.remove(type);
              } else {
                unknown.put(type, why);
              }
            });
    changed();
  }

  /** Other rules hold from now on. What lives goes on under them; what they do not know ends. */
  synchronized void follow(Catalogue newer) {
    Instant now = clock.instant();
    for (Life life : List.copyOf(lives.all())) {
      Problem same = newer.problem(life.problem.code()).orElse(null);
      if (same == null) {
        end(life, now);
      } else {
        lives.put(life.under(same));
      }
    }
    catalogue = newer;
    conditions.follow(newer, now);
    metrics.follow(newer.problems());
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
    own(life, details, now);
    if (life.reached) {
      told(life, "probe " + life.first().toEpochMilli());
    }
  }

  /**
   * Whose it is, where its details say: the control group, the process (if it was just now, since
   * its number is used again), the device (asked once, since that is dear).
   */
  private void own(Life life, Map<String, String> details, Instant time) {
    if (life.pod != null) {
      return;
    }
    String cgroup = details.getOrDefault("task_memcg", details.get("cgroup"));
    String pid = details.get("pid");
    String device = details.get("device");
    if (cgroup != null) {
      life.pod = pods.of(cgroup);
    } else if (pid != null && time.isAfter(clock.instant().minus(RECENTLY))) {
      life.pod = pods.ofProcess(pid);
    } else if (device != null && life.count <= 1) {
      life.pod = pods.ofDevice(device);
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
    conditions.update(lives.all(), unknown, clock.instant());
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

  /** Where a log is to be read on from; empty: it never was read. */
  synchronized String cursor(String log) {
    return cursors.getOrDefault(log, "");
  }

  /** A log was opened for the first time: after a restart it is read on from there. */
  synchronized void begun(String log, String place) {
    cursors.putIfAbsent(log, place);
    revision++;
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
