package io.kdiag.detector;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The last lines of one log, and which windowed rules' literals each of them holds. Not
 * thread-safe.
 */
final class LineWindow {
  private record Line(String text, @Nullable BitSet candidates) {}

  private final Deque<Line> lines = new ArrayDeque<>();

  void push(String text, @Nullable BitSet candidates, int most) {
    lines.addLast(new Line(text, candidates));
    while (lines.size() > most) {
      lines.removeFirst();
    }
  }

  /** The rules whose literals occur in some line of the window; null: none. */
  @Nullable BitSet candidates() {
    BitSet all = null;
    for (Line line : lines) {
      if (line.candidates != null) {
        all = all == null ? new BitSet() : all;
        all.or(line.candidates);
      }
    }
    return all;
  }

  /** The last {@code most} lines, joined by line feeds. */
  String joined(int most) {
    StringBuilder text = new StringBuilder();
    int skip = lines.size() - most;
    for (Line line : lines) {
      if (skip-- <= 0) {
        text.append(text.isEmpty() ? "" : "\n").append(line.text);
      }
    }
    return text.toString();
  }

  /** The last lines that hold {@code length} characters of the joined text's end. */
  String tail(int length) {
    String text = "";
    Iterator<Line> backwards = lines.descendingIterator();
    while (backwards.hasNext() && (text.isEmpty() || text.length() < length)) {
      String line = backwards.next().text;
      text = text.isEmpty() ? line : line + "\n" + text;
    }
    return text;
  }
}
