package io.kdiag.cli.shell;

import java.time.Duration;
import java.util.List;

/** {@code watch [-n SECONDS] COMMAND...}: a command again and again. */
record Watch(Duration every, List<String> command) {
  static final String NAME = "watch";
  private static final Duration DEFAULT = Duration.ofSeconds(10);
  private static final int LONGEST_SECONDS = 3600;

  /** Of a line's words; throws IllegalArgumentException with what is wrong with them. */
  static Watch of(List<String> words) {
    List<String> rest = words.subList(1, words.size());
    Duration every = DEFAULT;
    if (!rest.isEmpty() && rest.getFirst().equals("-n")) {
      every = Duration.ofSeconds(rest.size() < 2 ? 0 : seconds(rest.get(1)));
      rest = rest.subList(Math.min(2, rest.size()), rest.size());
    }
    boolean nested = !rest.isEmpty() && Shell.OWN.contains(rest.getFirst());
    if (rest.isEmpty() || nested || every.isZero()) {
      throw new IllegalArgumentException(
          "watch [-n SECONDS] COMMAND..., as in: watch node --local");
    }
    return new Watch(every, List.copyOf(rest));
  }

  private static int seconds(String text) {
    try {
      int seconds = Integer.parseInt(text);
      return seconds < 1 || seconds > LONGEST_SECONDS ? 0 : seconds;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
