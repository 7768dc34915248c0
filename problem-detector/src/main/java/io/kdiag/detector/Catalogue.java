package io.kdiag.detector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private final LineMatcher matcher;

  private Catalogue(List<Problem> problems) {
    this.problems = List.copyOf(problems);
    this.matcher = LineMatcher.of(this.problems);
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
        return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (CatalogueException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Reads a catalogue's YAML: a list of entries under {@code problems}. */
  public static Catalogue parse(String yaml) throws CatalogueException {
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
    }
    if (!mistakes.isEmpty()) {
      throw new CatalogueException(mistakes);
    }
    return new Catalogue(problems);
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

  LineMatcher matcher() {
    return matcher;
  }
}
