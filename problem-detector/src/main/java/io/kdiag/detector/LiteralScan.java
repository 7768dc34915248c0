package io.kdiag.detector;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds in one pass which of many literals occur in a line: the automaton of Aho and Corasick (CACM
 * 18/6, 1975) with all transitions worked out, so that each character costs one look into a table.
 * Immutable, safe for many threads.
 */
final class LiteralScan {
  private static final int ALPHABET = 128;

  /** {@code next[state * ALPHABET + c]}; characters beyond ASCII lead back to the root, 0. */
  private final int[] next;

  /** The owners of the literals that end in a state; null for most. */
  private final int[] @Nullable [] owners;

  /**
   * Literal {@code i} of {@code literals} belongs to owner {@code ownerOf.get(i)}; literals are
   * ASCII and not empty.
   */
  LiteralScan(List<String> literals, List<Integer> ownerOf) {
    Trie trie = new Trie();
    for (int i = 0; i < literals.size(); i++) {
      trie.add(literals.get(i), ownerOf.get(i));
    }
    trie.link();
    next = trie.table();
    owners = trie.owners();
  }

  /**
   * The owners with a literal in the first {@code length} characters of {@code line}; null: none.
   */
  @Nullable BitSet owners(String line, int length) {
    BitSet found = null;
    int state = 0;
    for (int i = 0; i < length; i++) {
      char c = line.charAt(i);
      state = c < ALPHABET ? next[state * ALPHABET + c] : 0;
      int[] here = owners[state];
      if (here != null) {
        found = found == null ? new BitSet() : found;
        for (int owner : here) {
          found.set(owner);
        }
      }
    }
    return found;
  }

  private static final class Trie {
    private final List<int[]> states = new ArrayList<>();
    private final List<BitSet> ends = new ArrayList<>();

    Trie() {
      newState();
    }

    private int newState() {
      states.add(new int[ALPHABET]);
      ends.add(new BitSet());
      return states.size() - 1;
    }

    void add(String literal, int owner) {
      int state = 0;
      for (int i = 0; i < literal.length(); i++) {
        int[] row = states.get(state);
        char c = literal.charAt(i);
        if (row[c] == 0) {
          row[c] = newState();
        }
        state = row[c];
      }
      ends.get(state).set(owner);
    }

    /** Breadth first: a missing transition goes where the longest proper suffix would go. */
    void link() {
      int[] fail = new int[states.size()];
      ArrayDeque<Integer> queue = new ArrayDeque<>();
      queue.add(0);
      while (!queue.isEmpty()) {
        int state = queue.remove();
        int[] row = states.get(state);
        int[] suffix = states.get(fail[state]);
        for (int c = 0; c < ALPHABET; c++) {
          int child = row[c];
          if (child == 0) {
            row[c] = state == 0 ? 0 : suffix[c];
          } else {
            fail[child] = state == 0 ? 0 : suffix[c];
            ends.get(child).or(ends.get(fail[child]));
            queue.add(child);
          }
        }
      }
    }

    int[] table() {
      int[] table = new int[states.size() * ALPHABET];
      for (int i = 0; i < states.size(); i++) {
        System.arraycopy(states.get(i), 0, table, i * ALPHABET, ALPHABET);
      }
      return table;
    }

    int[] @Nullable [] owners() {
      int[] @Nullable [] owners = new int[states.size()][];
      for (int i = 0; i < owners.length; i++) {
        owners[i] = ends.get(i).isEmpty() ? null : ends.get(i).stream().toArray();
      }
      return owners;
    }
  }
}
