package io.kdiag.detector;

import com.sun.net.httpserver.HttpHandler;
import io.kdiag.detector.api.NodeApi;
import io.kdiag.detector.document.ProblemsDocument;
import io.kdiag.detector.look.Probe;
import io.kdiag.host.HostRoot;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The problem detector of one node: follows its kernel log, takes looks at kubelet and the file
 * systems, and tells the API server (conditions, events), Prometheus, and whoever asks {@code GET
 * /api/v1/problems}. Four threads of its own: the log, the probes, the API server, the state file.
 * {@code close} stops them, tells what there is to tell, and saves; within 10 s.
 */
public final class ProblemDetector implements AutoCloseable {
  private static final Duration SAVE = Duration.ofSeconds(2);

  private static final Duration RULES = Duration.ofSeconds(5);

  /** No look takes so long, unless the kernel holds it up. */
  private static final Duration STUCK = Duration.ofMinutes(2);

  private final DetectorLog log = new DetectorLog();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Semaphore news = new Semaphore(0);
  private final List<Semaphore> waits = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final DetectorMetrics metrics;
  private final NodeProblems problems;
  private final KernelLogThread kernelLog;
  private final ProbeThread probes;
  private final NodeReporter reporter;
  private final StateFile state;
  private final RuleFiles files;
  private final LogSources sources;
  private volatile RuleSet rules;
  private long saved = -1;
  private volatile @Nullable String unsaved;

  public ProblemDetector(
      ProblemDetectorConfiguration configuration,
      HostRoot root,
      String nodeName,
      CollectorRegistry registry,
      NodeApi api) {
    this(configuration, root, nodeName, registry, api, InstantSource.system());
  }

  ProblemDetector(
      ProblemDetectorConfiguration configuration,
      HostRoot root,
      String nodeName,
      CollectorRegistry registry,
      NodeApi api,
      InstantSource clock) {
    files = new RuleFiles(configuration.configFiles(), configuration.disabled());
    rules = files.read();
    Catalogue catalogue = rules.catalogue();
    metrics = new DetectorMetrics(registry, catalogue.problems());
    problems =
        new NodeProblems(
            nodeName,
            catalogue,
            new PodNames(root),
            metrics,
            configuration.eventWindow(),
            clock,
            news::release);
    state = new StateFile(root);
    restore(catalogue);
    kernelLog = new KernelLogThread(root, configuration.kernelLog(), problems, log, stop);
    sources = new LogSources(root, !configuration.journal().equals("off"), problems, log);
    List<Probe> all = new ArrayList<>(NodeProbes.of(configuration, root));
    all.add(new FloodProbe(problems));
    all.add(new SelfProbe(parts()));
    probes =
        new ProbeThread(
            all,
            nodeName,
            configuration.probeInterval(),
            problems,
            log,
            clock,
            ProblemDetector::look);
    probes.plugins(rules.plugins());
    reporter =
        new NodeReporter(
            problems,
            api,
            configuration.heartbeat(),
            metrics,
            log,
            clock,
            RandomGenerator.getDefault());
  }

  private static void look(Runnable look) {
    Thread.ofPlatform().daemon().name("problem-detector-look").start(look);
  }

  private void restore(Catalogue catalogue) {
    try {
      if (state.restore(problems, catalogue)) {
        log.info("goes on where it was: record " + problems.sequence + " of the kernel log");
      }
    } catch (IOException e) {
      log.complain("state", String.valueOf(e.getMessage()));
    }
  }

  /** Starts the threads and returns at once. */
  public void start() {
    start("kernel-log", kernelLog);
    sources.follow(rules);
    sayNotes();
    repeat("probes", probes::step, new Semaphore(0));
    repeat("rules", this::readRulesIfChanged, new Semaphore(0));
    repeat("api", reporter::step, news);
    repeat("state", this::saveIfChanged, new Semaphore(0));
  }

  private void repeat(String name, Step step, Semaphore wake) {
    waits.add(wake);
    start(name, () -> repeat(step, wake));
  }

  private void start(String name, Runnable work) {
    Thread thread = Thread.ofPlatform().daemon().name("problem-detector-" + name).unstarted(work);
    threads.add(thread);
    thread.start();
  }

  /**
   * A step that failed where none may is said, and the next one taken: a part dies with no other.
   */
  private void repeat(Step step, Semaphore wake) {
    while (stop.getCount() > 0) {
      Duration wait = Duration.ofSeconds(10);
      try {
        wait = step.take();
      } catch (RuntimeException e) {
        log.complain(Thread.currentThread().getName(), "failed: " + e);
      }
      try {
        if (wake.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
          wake.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** What is wrong with a file is said once, and again when it changes. */
  private Duration readRulesIfChanged() {
    if (files.changed()) {
      rules = files.read();
      problems.follow(rules.catalogue());
      probes.plugins(rules.plugins());
      sources.follow(rules);
      log.info("the rules have changed: " + rules.catalogue().problems().size() + " problems");
      sayNotes();
    }
    return RULES;
  }

  private void sayNotes() {
    rules.notes().forEach(log::info);
    files.mistakes().forEach(mistake -> log.info("wrong, and as it was before: " + mistake));
  }

  private interface Step {
    Duration take();
  }

  private synchronized Duration saveIfChanged() {
    long revision = problems.revision();
    if (revision != saved) {
      try {
        state.save(problems);
        saved = revision;
        unsaved = null;
        log.settle("save", "the state can be saved again");
      } catch (IOException e) {
        unsaved = "cannot save the state: " + e;
        log.complain("save", unsaved);
      }
    }
    return SAVE;
  }

  /** What may fail of the detector itself. */
  private List<SelfProbe.Part> parts() {
    return List.of(
        new SelfProbe.Part("kernel-log", kernelLog::complaints),
        new SelfProbe.Part("logs", sources::notReady),
        new SelfProbe.Part("rules", files::mistakes),
        new SelfProbe.Part("probes", () -> probes.stuck(STUCK)),
        new SelfProbe.Part("state", () -> Optional.ofNullable(unsaved).stream().toList()));
  }

  /** What {@code GET /api/v1/problems} answers now. */
  ProblemsDocument document() {
    return problems.document();
  }

  /** Why it is not ready; empty: it is. */
  public List<String> notReady() {
    List<String> reasons = new ArrayList<>();
    kernelLog.notReady().ifPresent(reasons::add);
    reasons.addAll(sources.notReady());
    reporter.notReady().ifPresent(reasons::add);
    return List.copyOf(reasons);
  }

  /** What it serves beside metrics and health, by path. */
  public Map<String, HttpHandler> endpoints() {
    return Map.of(ProblemsDocument.PATH, new ProblemsEndpoint(problems));
  }

  @Override
  public void close() {
    stop.countDown();
    sources.stop();
    waits.forEach(Semaphore::release);
    try {
      for (Thread thread : threads) {
        thread.join(Duration.ofSeconds(1));
      }
      tellTheRest();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    saveIfChanged();
    metrics.close();
  }

  /** In a thread of its own, since the API server may take longer than there is time. */
  private void tellTheRest() throws InterruptedException {
    if (!threads.isEmpty() && threads.stream().noneMatch(Thread::isAlive)) {
      start("last-words", reporter::step);
      threads.getLast().join(Duration.ofSeconds(4));
    }
  }
}
