package io.kdiag.cli.gather;

import io.kdiag.cli.evidence.HostEvidence.LogGroup;
import io.kdiag.host.containerlog.CriLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups lines that say the same: alike once numbers, hexadecimal words, addresses and what stands
 * in quotes are masked. Lines that speak of errors are preferred; without any, the last lines stand
 * for them.
 */
public final class LogGroups {
  private static final int MOST_GROUPS = 5;
  private static final int MOST_CHARACTERS = 300;

  private LogGroups() {}

  /** At most five groups, the newest first; {@code lines} in the order of time. */
  public static List<LogGroup> of(List<CriLine> lines) {
    List<CriLine> errors = new ArrayList<>();
    for (CriLine line : lines) {
      if (ErrorWords.in(line.message())) {
        errors.add(line);
      }
    }
    if (errors.isEmpty()) {
      for (CriLine line : lines) {
        if (!line.message().isBlank()) {
          errors.add(line);
        }
      }
      errors = errors.subList(Math.max(0, errors.size() - MOST_GROUPS), errors.size());
    }
    return grouped(errors);
  }

  private static List<LogGroup> grouped(List<CriLine> lines) {
    Map<String, LogGroup> groups = new LinkedHashMap<>();
    for (CriLine line : lines) {
      String template = template(line.message());
      Instant time = line.time();
      LogGroup group = groups.get(template);
      groups.put(
          template,
          group == null
              ? new LogGroup(sample(line.message()), 1, time, time)
              : new LogGroup(sample(line.message()), group.count() + 1, group.first(), time));
    }
    List<LogGroup> newest = new ArrayList<>(groups.values());
    newest.sort(Comparator.comparing(LogGroup::last).reversed());
    return List.copyOf(newest.subList(0, Math.min(MOST_GROUPS, newest.size())));
  }

  private static String sample(String message) {
    String text = LastWords.shown(message);
    return text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) + "..." : text;
  }

  /** The line without what differs from one time to the next. */
  static String template(String message) {
    StringBuilder out = new StringBuilder(message.length());
    int end = Math.min(message.length(), MOST_CHARACTERS);
    int i = 0;
    while (i < end) {
      char c = message.charAt(i);
      if (c == '"' || c == '\'') {
        int close = message.indexOf(c, i + 1);
        boolean apostrophe = c == '\'' && i > 0 && Character.isLetter(message.charAt(i - 1));
        if (close > 0 && !apostrophe) {
          out.append('~');
          i = close + 1;
          continue;
        }
      }
      if (!isWord(c)) {
        out.append(c);
        i++;
        continue;
      }
      int start = i;
      boolean digit = false;
      while (i < end && isWord(message.charAt(i))) {
        digit |= message.charAt(i) >= '0' && message.charAt(i) <= '9';
        i++;
      }
      if (digit) {
        mask(out);
      } else {
        out.append(message, start, i);
      }
    }
    return out.toString();
  }

  /** One sign for a masked word; neighbours joined by signs, such as in an address, are one too. */
  private static void mask(StringBuilder out) {
    int length = out.length();
    boolean joined =
        length >= 2 && out.charAt(length - 2) == '~' && ".:-/".indexOf(out.charAt(length - 1)) >= 0;
    if (joined) {
      out.setLength(length - 1);
    } else {
      out.append('~');
    }
  }

  private static boolean isWord(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }
}
