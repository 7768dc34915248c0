package io.kdiag.cli.logs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Groups lines by template. A line is masked first ({@link Masking}); what is left is grouped as
 * Drain does: lines of as many words and with the same first word are compared word by word with
 * the groups there are, the most similar one takes the line if at least half of the words are the
 * same, and words that differ become {@code <*>}. Bounded: what comes after {@value #MOST_GROUPS}
 * groups is counted as one.
 *
 * @see <a href="https://jiemingzhu.github.io/pub/pjhe_icws2017.pdf">Drain, 2017</a>
 */
public final class LineGroups implements Consumer<LogLine> {
  private static final int MOST_GROUPS = 2000;
  private static final int MOST_IN_A_LEAF = 100;
  private static final int MOST_ORIGINS = 5;
  private static final int MOST_SAMPLE = 500;
  private static final int FIRST_WORDS = 1;
  private static final double SIMILAR = 0.5;

  private final Map<String, List<Group>> leaves = new HashMap<>();
  private final List<Group> groups = new ArrayList<>();
  private final Group others = new Group(new String[] {"(other lines)"});

  private static final class Group {
    private final String[] words;
    private final Set<String> origins = new LinkedHashSet<>();
    private String sample = "";
    private LogLevel level = LogLevel.UNKNOWN;
    private long count;
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;

    Group(String[] words) {
      this.words = words;
    }

    void take(LogLine line) {
      count++;
      first = line.time().isBefore(first) ? line.time() : first;
      if (!line.time().isBefore(last)) {
        last = line.time();
        sample = cut(line.message());
      }
      level = line.level();
      if (origins.size() < MOST_ORIGINS) {
        origins.add(line.origin());
      }
    }

    private static String cut(String text) {
      return text.length() > MOST_SAMPLE ? text.substring(0, MOST_SAMPLE) + "..." : text;
    }

    double similarity(String[] other) {
      int same = 0;
      for (int i = 0; i < words.length; i++) {
        same += words[i].equals(other[i]) ? 1 : 0;
      }
      return (double) same / words.length;
    }

    void widen(String[] other) {
      for (int i = 0; i < words.length; i++) {
        words[i] = words[i].equals(other[i]) ? words[i] : Masking.ANY;
      }
    }

    LineGroup group() {
      return new LineGroup(
          String.join(" ", words), sample, level, count, first, last, List.copyOf(origins));
    }
  }

  @Override
  public void accept(LogLine line) {
    String[] words = Masking.mask(line.message()).strip().split("\\s+", -1);
    List<Group> leaf = leaves.computeIfAbsent(leaf(words, line), ignored -> new ArrayList<>());
    Group best = null;
    double most = 0;
    for (Group group : leaf) {
      double similarity = group.similarity(words);
      if (similarity > most) {
        most = similarity;
        best = group;
      }
    }
    if (best != null && most >= SIMILAR) {
      best.widen(words);
      best.take(line);
    } else {
      begin(words, leaf).take(line);
    }
  }

  private Group begin(String[] words, List<Group> leaf) {
    if (groups.size() >= MOST_GROUPS || leaf.size() >= MOST_IN_A_LEAF) {
      return others;
    }
    Group group = new Group(words);
    leaf.add(group);
    groups.add(group);
    return group;
  }

  /** Words that were masked do not tell leaves apart. */
  private static String leaf(String[] words, LogLine line) {
    StringBuilder key = new StringBuilder().append(words.length).append(line.level());
    for (int i = 0; i < Math.min(FIRST_WORDS, words.length); i++) {
      key.append('\n').append(words[i].indexOf('<') >= 0 ? Masking.ANY : words[i]);
    }
    return key.toString();
  }

  /** The most frequent first; of equally frequent ones the newest. */
  public List<LineGroup> groups() {
    List<LineGroup> all = new ArrayList<>();
    for (Group group : groups) {
      all.add(group.group());
    }
    if (others.count > 0) {
      all.add(others.group());
    }
    all.sort(
        Comparator.comparingLong(LineGroup::count)
            .reversed()
            .thenComparing(LineGroup::last, Comparator.reverseOrder())
            .thenComparing(LineGroup::template));
    return List.copyOf(all);
  }
}
