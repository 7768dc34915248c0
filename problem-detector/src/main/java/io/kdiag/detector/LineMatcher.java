package io.kdiag.detector;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Matches a line against all expressions of the catalogue at a cost that hardly grows with their
 * number: one pass finds which expressions' required texts occur ({@link RequiredLiterals}, {@link
 * LiteralScan}), and only those few are tried ({@link LineExpression}), in time linear in the line.
 * Immutable, safe for many threads; expressions are compiled when first needed.
 */
final class LineMatcher {
  /**
   * The kernel's own limit on a record, and longer than any useful line: what is beyond is not
   * looked at.
   */
  static final int MAX_LINE = 8 << 10;

  /**
   * What a match says of a problem: that it is there, that it is over, what belongs to the next one
   * or the last one.
   */
  enum Meaning {
    SHOWS,
    CLEARS,
    PRECEDES,
    FOLLOWS
  }

  /** An expression and what its match means. */
  record Entry(Problem problem, String expression, Meaning meaning) {
    /** The same of the same problem. */
    boolean means(Entry other) {
      return problem.code().equals(other.problem.code()) && meaning == other.meaning;
    }
  }

  /** A match: the entry and the values of its named groups. */
  record Match(Entry entry, Map<String, String> details) {}

  private final List<Entry> entries;
  private final @Nullable LineExpression[] compiled;
  private final LiteralScan literals;

  /** Entries without a sure literal: tried on each line. */
  private final BitSet always = new BitSet();

  LineMatcher(List<Entry> entries) {
    this.entries = List.copyOf(entries);
    this.compiled = new LineExpression[entries.size()];
    List<String> texts = new ArrayList<>();
    List<Integer> owners = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      List<String> required = RequiredLiterals.of(entries.get(i).expression());
      if (required.isEmpty()) {
        always.set(i);
      }
      for (String text : required) {
        texts.add(text);
        owners.add(i);
      }
    }
    literals = new LiteralScan(texts, owners);
  }

  /** The problems' patterns, what clears them and what precedes them. */
  static LineMatcher of(List<Problem> problems) {
    return new LineMatcher(entries(problems));
  }

  static List<Entry> entries(List<Problem> problems) {
    List<Entry> entries = new ArrayList<>();
    for (Problem problem : problems) {
      for (String pattern : problem.patterns()) {
        entries.add(new Entry(problem, pattern, Meaning.SHOWS));
      }
      for (String pattern : problem.clearedBy()) {
        entries.add(new Entry(problem, pattern, Meaning.CLEARS));
      }
      for (String pattern : problem.precededBy()) {
        entries.add(new Entry(problem, pattern, Meaning.PRECEDES));
      }
      for (String pattern : problem.followedBy()) {
        entries.add(new Entry(problem, pattern, Meaning.FOLLOWS));
      }
    }
    return entries;
  }

  /**
   * All entries that match {@code line}, in the catalogue's order; usually none, and then nothing
   * is allocated.
   */
  List<Match> match(String line) {
    int length = Math.min(line.length(), MAX_LINE);
    BitSet candidates = literals.owners(line, length);
    if (candidates == null) {
      if (always.isEmpty()) {
        return List.of();
      }
      candidates = always;
    } else {
      candidates.or(always);
    }
    String bounded = length == line.length() ? line : line.substring(0, length);
    List<Match> matches = new ArrayList<>(1);
    for (int i = candidates.nextSetBit(0); i >= 0; i = candidates.nextSetBit(i + 1)) {
      Map<String, String> details = expression(i).find(bounded);
      if (details != null) {
        matches.add(new Match(entries.get(i), details));
      }
    }
    return matches;
  }

  /**
   * The same, but of several entries of one problem that mean the same only the first: a line is
   * one sign, however many ways there are to read it.
   */
  List<Match> signs(String line) {
    List<Match> all = match(line);
    if (all.size() < 2) {
      return all;
    }
    List<Match> signs = new ArrayList<>(all.size());
    for (Match match : all) {
      if (signs.stream().noneMatch(sign -> sign.entry().means(match.entry()))) {
        signs.add(match);
      }
    }
    return signs;
  }

  private LineExpression expression(int i) {
    LineExpression expression = compiled[i];
    if (expression == null) {
      expression = LineExpression.of(entries.get(i).expression());
      compiled[i] = expression;
    }
    return expression;
  }
}
