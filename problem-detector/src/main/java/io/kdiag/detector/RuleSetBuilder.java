package io.kdiag.detector;

import io.kdiag.detector.RuleSet.FileLog;
import io.kdiag.detector.look.Probe;
import io.kdiag.detector.npd.GoLayout;
import io.kdiag.detector.npd.NpdFile;
import io.kdiag.detector.npd.NpdFile.Kind;
import io.kdiag.detector.npd.NpdFile.NpdRule;
import io.kdiag.detector.npd.PluginProbe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts rules together. A catalogue of one's own replaces the entries of the same code. A rule of
 * node-problem-detector's whose reason the catalogue knows is a further pattern of that entry,
 * whose meaning, remedies and clearing it so gets; its condition, if it has one, counts. Others are
 * entries of their own, over when not seen for a day (permanent) or an hour.
 */
final class RuleSetBuilder {
  private static final Duration QUIET_PERMANENT = Duration.ofDays(1);
  private static final Duration QUIET_TEMPORARY = Duration.ofHours(1);

  private final Map<String, Problem> problems = new LinkedHashMap<>();
  private final Map<String, Catalogue.Healthy> healthy = new HashMap<>();
  private final List<NpdFile> files = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  RuleSetBuilder(Catalogue base) {
    add(base);
  }

  RuleSetBuilder add(Catalogue catalogue) {
    for (Problem problem : catalogue.problems()) {
      problems.put(problem.code(), problem);
    }
    healthy.putAll(catalogue.healthy());
    return this;
  }

  RuleSetBuilder add(NpdFile file) {
    files.add(file);
    for (NpdFile.NpdCondition condition : file.conditions()) {
      healthy.put(condition.type(), new Catalogue.Healthy(condition.reason(), condition.message()));
    }
    for (NpdRule rule : file.rules()) {
      problems.merge(rule.reason(), imported(file, rule), (known, own) -> joined(known, rule));
    }
    if (!file.unsupported().isEmpty()) {
      notes.add(file.name() + ": not used: " + String.join(", ", file.unsupported()));
    }
    return this;
  }

  private static Problem joined(Problem known, NpdRule rule) {
    return rule.permanent() ? known.withCondition(Optional.of(rule.condition())) : known;
  }

  private static Problem imported(NpdFile file, NpdRule rule) {
    Optional<String> condition =
        rule.permanent() ? Optional.of(rule.condition()) : Optional.empty();
    Duration quiet = rule.permanent() ? QUIET_PERMANENT : QUIET_TEMPORARY;
    String title = rule.suffix().isEmpty() ? "{message}" : "{message}; " + rule.suffix();
    Remedy look = new Remedy("Read the rule", "cat " + file.name(), Remedy.Risk.READ_ONLY, "", "");
    return new Problem(
        rule.reason(),
        rule.permanent() ? Severity.CRITICAL : Severity.WARNING,
        condition,
        source(file),
        List.of(),
        rule.clearedBy(),
        List.of(),
        file.kind() == Kind.CUSTOM ? Optional.empty() : Optional.of(quiet(rule, quiet)),
        "",
        1,
        Duration.ofMinutes(10),
        title,
        "Declared in " + file.name() + ", which says no more about it.",
        List.of(look),
        List.of("message"),
        List.of(),
        List.of(),
        List.of());
  }

  private static Duration quiet(NpdRule rule, Duration otherwise) {
    return rule.quiet().matches("[1-9][0-9]{0,5}[smh]")
        ? Duration.parse("PT" + rule.quiet().toUpperCase(java.util.Locale.ROOT))
        : otherwise;
  }

  private static Problem.Source source(NpdFile file) {
    return switch (file.kind()) {
      case CUSTOM, STATS -> Problem.Source.PROBE;
      case KMSG -> Problem.Source.KERNEL;
      case JOURNALD ->
          switch (file.log().unit()) {
            case "kubelet" -> Problem.Source.KUBELET;
            case "systemd" -> Problem.Source.SYSTEMD;
            case "abrt-notification" -> Problem.Source.ABRT;
            default -> Problem.Source.RUNTIME;
          };
      case FILELOG -> Problem.Source.KERNEL;
    };
  }

  /** What holds; problems of the codes {@code without} are left out. */
  RuleSet build(Set<String> without) {
    problems.keySet().removeAll(without);
    List<ImportedRule> rules = new ArrayList<>();
    List<Probe> plugins = new ArrayList<>();
    Map<String, FileLog> logs = new LinkedHashMap<>();
    for (NpdFile file : files) {
      switch (file.kind()) {
        case KMSG -> addRules(file, SourceLine.KERNEL, rules);
        case JOURNALD -> addRules(file, SourceLine.JOURNAL + file.log().unit(), rules);
        case FILELOG -> addRules(file, fileLog(file, logs), rules);
        case CUSTOM -> addPlugins(file, plugins);
        case STATS -> {}
      }
    }
    Catalogue catalogue = new Catalogue(List.copyOf(problems.values()), rules, healthy);
    return new RuleSet(
        catalogue, List.copyOf(plugins), List.copyOf(logs.values()), List.copyOf(notes));
  }

  private void addRules(NpdFile file, String log, List<ImportedRule> rules) {
    for (NpdRule rule : file.rules()) {
      Problem problem = problems.get(rule.reason());
      if (problem != null) {
        rules.add(new ImportedRule(log, problem, rule.pattern(), file.log().bufferSize()));
      }
    }
  }

  private static String fileLog(NpdFile file, Map<String, FileLog> logs) {
    NpdFile.LogSettings log = file.log();
    String key = "file:" + log.path() + "\0" + log.timestamp() + "\0" + log.message();
    LineFormat format =
        new ExpressionFormat(
            log.timestamp(),
            log.message(),
            log.skipped(),
            new GoLayout(log.timestampFormat(), ZoneId.systemDefault()));
    logs.putIfAbsent(key, new FileLog(key, log.path(), format, log.lookback()));
    return key;
  }

  /** node-problem-detector's own programs are not here; what they do is. */
  private void addPlugins(NpdFile file, List<Probe> plugins) {
    for (NpdRule rule : file.rules()) {
      String program = rule.path().substring(rule.path().lastIndexOf('/') + 1);
      boolean own = program.equals("health-checker") || program.equals("log-counter");
      if (own && !Files.exists(Path.of(rule.path()))) {
        notes.add(
            file.name()
                + ": not run: "
                + rule.path()
                + " (kdiag finds "
                + rule.reason()
                + " itself)");
        return;
      }
    }
    plugins.addAll(PluginProbe.of(file));
  }
}
