package io.kdiag.detector.npd;

import io.kdiag.detector.look.Judgement;
import io.kdiag.detector.look.Judgement.Sighting;
import io.kdiag.detector.look.Probe;
import io.kdiag.detector.npd.NpdFile.NpdRule;
import io.kdiag.detector.npd.PluginProcess.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Runs one rule's plugin and takes its word: exit 1 is the problem named as the rule's reason, with
 * what it said; 0 is none; anything else leaves the rule's condition {@code Unknown}. At most so
 * many plugins of one file run at once; one that hangs beyond its timeout counts no more.
 */
public final class PluginProbe implements Probe {
  private final NpdRule rule;
  private final Duration interval;
  private final Semaphore atOnce;
  private final PluginProcess process;
  private final String plugin;

  PluginProbe(NpdRule rule, NpdFile.PluginSettings settings, Semaphore atOnce) {
    this.rule = rule;
    this.interval = settings.interval();
    this.atOnce = atOnce;
    List<String> command = new ArrayList<>(List.of(rule.path()));
    command.addAll(rule.args());
    Duration timeout = rule.timeout().isZero() ? settings.timeout() : rule.timeout();
    this.process = new PluginProcess(command, timeout, settings.mostOutput());
    this.plugin = String.join(" ", command);
  }

  /** The probes of a file's rules. */
  public static List<Probe> of(NpdFile file) {
    Semaphore atOnce = new Semaphore(file.plugin().concurrency(), true);
    List<Probe> probes = new ArrayList<>();
    for (NpdRule rule : file.rules()) {
      probes.add(new PluginProbe(rule, file.plugin(), atOnce));
    }
    return probes;
  }

  @Override
  public String name() {
    return "plugin " + rule.reason() + " " + plugin;
  }

  @Override
  public Optional<Duration> interval() {
    return Optional.of(interval);
  }

  @Override
  public List<Judgement> look(Instant now) {
    try {
      if (!atOnce.tryAcquire(interval.toNanos(), TimeUnit.NANOSECONDS)) {
        return List.of(judgement(now, List.of(), plugin + " had to wait for others for too long"));
      }
      Outcome outcome;
      try {
        outcome = process.run();
      } finally {
        atOnce.release();
      }
      return switch (outcome.status()) {
        case Outcome.FINE -> List.of(judgement(now, List.of(), ""));
        case Outcome.PROBLEM -> List.of(judgement(now, List.of(sighting(outcome)), ""));
        default -> List.of(judgement(now, List.of(), outcome.output()));
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private Sighting sighting(Outcome outcome) {
    String said = outcome.output().isEmpty() ? plugin + " says so" : outcome.output();
    return new Sighting(Map.of("plugin", plugin, "message", said), rule.path(), said);
  }

  private Judgement judgement(Instant now, List<Sighting> sightings, String unknown) {
    String why = rule.permanent() ? unknown : "";
    return new Judgement(rule.reason(), now, sightings, Map.of("plugin", plugin), why);
  }
}
