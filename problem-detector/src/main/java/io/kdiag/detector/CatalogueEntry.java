package io.kdiag.detector;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one entry of the catalogue and notes every mistake in it. */
final class CatalogueEntry {
  private static final Set<String> KEYS =
      Set.of(
          "code",
          "severity",
          "condition",
          "source",
          "patterns",
          "clearedBy",
          "precededBy",
          "followedBy",
          "details",
          "quiet",
          "why",
          "atLeast",
          "within",
          "title",
          "meaning",
          "remedies",
          "matches",
          "ignores");
  private static final Set<String> REMEDY_KEYS =
      Set.of("what", "command", "risk", "verify", "undo");

  private final Map<?, ?> entry;
  private final String code;
  private final List<String> mistakes;

  private CatalogueEntry(Map<?, ?> entry, List<String> mistakes) {
    this.entry = entry;
    this.code = entry.get("code") instanceof String text ? text : "an entry without code";
    this.mistakes = mistakes;
  }

  /** The entry's problem; none where mistakes were found, which are added to {@code mistakes}. */
  static Optional<Problem> read(@Nullable Object entry, List<String> mistakes) {
    if (!(entry instanceof Map<?, ?> map)) {
      mistakes.add("expected a mapping, found " + entry);
      return Optional.empty();
    }
    int before = mistakes.size();
    Problem problem = new CatalogueEntry(map, mistakes).problem();
    return mistakes.size() == before ? Optional.of(problem) : Optional.empty();
  }

  /** Notes the expressions of {@code problem} that are none. */
  static void compile(Problem problem, List<String> mistakes) {
    for (LineMatcher.Entry entry : LineMatcher.entries(List.of(problem))) {
      try {
        Pattern.compile(entry.expression());
      } catch (PatternSyntaxException e) {
        mistakes.add(problem.code() + ": " + e.getMessage());
      }
    }
  }

  private Problem problem() {
    known(entry, KEYS);
    List<String> patterns = texts("patterns");
    List<String> clearedBy = texts("clearedBy");
    Optional<Duration> quiet = duration("quiet");
    String why = text(entry, "why", "");
    Problem.Source source =
        choice(
            Problem.Source.class, "source", text(entry, "source", "kernel"), Problem.Source.KERNEL);
    boolean probed = source == Problem.Source.PROBE;
    if (patterns.isEmpty() && !probed) {
      mistake("needs at least one pattern");
    }
    if (clearedBy.isEmpty() && quiet.isEmpty() && why.isEmpty() && !probed) {
      mistake("needs 'clearedBy', 'quiet', or a 'why' that says why it lasts");
    }
    return new Problem(
        text(entry, "code", null),
        choice(Severity.class, "severity", text(entry, "severity", null), Severity.WARNING),
        Optional.ofNullable(entry.get("condition")).map(String::valueOf),
        source,
        patterns,
        clearedBy,
        texts("precededBy"),
        quiet,
        why,
        number("atLeast", 1),
        duration("within").orElse(Duration.ofMinutes(10)),
        text(entry, "title", null),
        text(entry, "meaning", null),
        remedies(),
        texts("details"),
        texts("followedBy"),
        texts("matches"),
        texts("ignores"));
  }

  private List<Remedy> remedies() {
    List<Remedy> remedies = new ArrayList<>();
    if (entry.get("remedies") instanceof List<?> list) {
      for (Object item : list) {
        if (item instanceof Map<?, ?> map) {
          known(map, REMEDY_KEYS);
          remedies.add(
              new Remedy(
                  text(map, "what", null),
                  text(map, "command", ""),
                  choice(
                      Remedy.Risk.class,
                      "risk",
                      text(map, "risk", "read_only"),
                      Remedy.Risk.READ_ONLY),
                  text(map, "verify", ""),
                  text(map, "undo", "")));
        } else {
          mistake("a remedy must be a mapping, found " + item);
        }
      }
    }
    if (remedies.isEmpty()) {
      mistake("needs at least one remedy");
    }
    return List.copyOf(remedies);
  }

  private void known(Map<?, ?> map, Set<String> keys) {
    for (Object key : map.keySet()) {
      if (!keys.contains(String.valueOf(key))) {
        mistake("unknown key '" + key + "'");
      }
    }
  }

  private String text(Map<?, ?> map, String key, @Nullable String otherwise) {
    Object value = map.get(key);
    if (value != null && !(value instanceof Map) && !(value instanceof List)) {
      return String.valueOf(value).strip();
    }
    if (otherwise == null || value != null) {
      mistake("'" + key + "' must be a text" + (value == null ? ", and is missing" : ""));
    }
    return otherwise == null ? "" : otherwise;
  }

  private List<String> texts(String key) {
    Object value = entry.get(key);
    if (value == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object item : list) {
        texts.add(String.valueOf(item));
      }
    } else {
      mistake("'" + key + "' must be a list");
    }
    return List.copyOf(texts);
  }

  private int number(String key, int otherwise) {
    Object value = entry.get(key);
    if (value instanceof Integer number && number > 0) {
      return number;
    }
    if (value != null) {
      mistake("'" + key + "' must be a whole number above 0, found " + value);
    }
    return otherwise;
  }

  /** Durations are written as {@code 30s}, {@code 10m}, {@code 1h} or {@code 1d}. */
  private Optional<Duration> duration(String key) {
    Object value = entry.get(key);
    if (value == null) {
      return Optional.empty();
    }
    String text = String.valueOf(value);
    if (!text.matches("[1-9][0-9]{0,5}[smhd]")) {
      mistake("'" + key + "' must be a duration such as 30s, 10m, 1h or 1d, found " + text);
      return Optional.empty();
    }
    String prefix = text.endsWith("d") ? "P" : "PT";
    return Optional.of(Duration.parse(prefix + text.toUpperCase(Locale.ROOT)));
  }

  private <E extends Enum<E>> E choice(Class<E> type, String key, String text, E otherwise) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(text)) {
        return constant;
      }
    }
    mistake("'" + key + "' must be one of " + List.of(type.getEnumConstants()) + ", found " + text);
    return otherwise;
  }

  private void mistake(String what) {
    mistakes.add(code + ": " + what);
  }
}
