package io.kdiag.detector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * All known problems, from {@code catalogue.yaml}, the only place where one is declared. Reading it
 * reports every mistake at once, each with the entry's code. Immutable.
 */
public final class Catalogue {
  private static final String RESOURCE = "catalogue.yaml";

  private final List<Problem> problems;
  private final Map<String, Healthy> healthy;
  private final List<ImportedRule> imported;

  /**
   * Made when first asked for: most who read the catalogue match no line, or the kernel's alone.
   */
  private final Map<String, LogRules> rules = new ConcurrentHashMap<>();

  /** What a condition says while none of its problems is there. */
  record Healthy(String reason, String message) {}

  Catalogue(List<Problem> problems, List<ImportedRule> imported, Map<String, Healthy> healthy) {
    this.problems = List.copyOf(problems);
    this.healthy = Map.copyOf(healthy);
    this.imported = List.copyOf(imported);
  }

  /** kdiag's own catalogue, read once. */
  public static Catalogue load() {
    return Own.CATALOGUE;
  }

  private static final class Own {
    static final Catalogue CATALOGUE = read();

    private static Catalogue read() {
      try (InputStream in = Catalogue.class.getResourceAsStream(RESOURCE)) {
        if (in == null) {
          throw new IllegalStateException(RESOURCE + " is missing from the jar");
        }
        return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), false);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (CatalogueException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Reads a catalogue's YAML: a list of entries under {@code problems}. */
  public static Catalogue parse(String yaml) throws CatalogueException {
    return parse(yaml, true);
  }

  /** Compiling all expressions takes longer than a command should to start: the tests do. */
  private static Catalogue parse(String yaml, boolean compile) throws CatalogueException {
    List<String> mistakes = new ArrayList<>();
    Object tree;
    try {
      tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    } catch (RuntimeException e) {
      throw new CatalogueException(List.of("not YAML: " + e.getMessage()));
    }
    List<Problem> problems = new ArrayList<>();
    Set<String> codes = new HashSet<>();
    if (tree instanceof Map<?, ?> map && map.get("problems") instanceof List<?> entries) {
      for (Object entry : entries) {
        CatalogueEntry.read(entry, mistakes).ifPresent(problems::add);
      }
    } else {
      mistakes.add("expected a list under the key 'problems'");
    }
    for (Problem problem : problems) {
      if (!codes.add(problem.code())) {
        mistakes.add(problem.code() + ": declared twice");
      }
      if (compile) {
        CatalogueEntry.compile(problem, mistakes);
      }
    }
    Map<String, Healthy> healthy = tree instanceof Map<?, ?> m ? healthy(m, mistakes) : Map.of();
    if (!mistakes.isEmpty()) {
      throw new CatalogueException(mistakes);
    }
    return new Catalogue(problems, List.of(), healthy);
  }

  public List<Problem> problems() {
    return problems;
  }

  public Optional<Problem> problem(String code) {
    for (Problem problem : problems) {
      if (problem.code().equals(code)) {
        return Optional.of(problem);
      }
    }
    return Optional.empty();
  }

  /** {@code conditions: {KernelDeadlock: {reason: KernelHasNoDeadlock, message: ...}}}. */
  private static Map<String, Healthy> healthy(Map<?, ?> tree, List<String> mistakes) {
    Map<String, Healthy> healthy = new HashMap<>();
    if (tree.get("conditions") instanceof Map<?, ?> conditions) {
      conditions.forEach(
          (type, words) -> {
            if (words instanceof Map<?, ?> map
                && map.get("reason") instanceof String reason
                && map.get("message") instanceof String message) {
              healthy.put(String.valueOf(type), new Healthy(reason, message));
            } else {
              mistakes.add("condition " + type + ": expected a reason and a message");
            }
          });
    }
    return healthy;
  }

  Map<String, Healthy> healthy() {
    return healthy;
  }

  /** The rules for a kind of log, see {@link SourceLine#rules}. */
  LogRules rules(String log) {
    return rules.computeIfAbsent(log, this::rulesOf);
  }

  private LogRules rulesOf(String log) {
    List<Problem> own = problems.stream().filter(p -> p.source().logs().contains(log)).toList();
    List<ImportedRule> others = imported.stream().filter(r -> r.log().equals(log)).toList();
    return new LogRules(own, others);
  }

  List<ImportedRule> imported() {
    return imported;
  }

  /** The kinds of logs for which there are rules. */
  Set<String> logs() {
    Set<String> logs = new TreeSet<>();
    problems.forEach(problem -> logs.addAll(problem.source().logs()));
    imported.forEach(rule -> logs.add(rule.log()));
    return logs;
  }

  LineMatcher matcher() {
    return rules(SourceLine.KERNEL).lines();
  }
}
