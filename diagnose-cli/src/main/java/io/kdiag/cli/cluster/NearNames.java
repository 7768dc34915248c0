package io.kdiag.cli.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Names like one that was mistyped. */
final class NearNames {
  private static final int MOST = 3;
  private static final int ALL = 10;

  private NearNames() {}

  /** {@code "; did you mean cart-0, cart-1?"}, or the names that there are, or nothing. */
  static String hint(String name, List<String> names) {
    if (names.isEmpty()) {
      return "; there is none at all";
    }
    List<String> near = near(name, names);
    if (!near.isEmpty()) {
      return "; did you mean " + String.join(", ", near) + "?";
    }
    String more = names.size() > ALL ? ", ..." : "";
    return "; there are: "
        + String.join(", ", names.subList(0, Math.min(ALL, names.size())))
        + more;
  }

  private static List<String> near(String name, List<String> names) {
    List<String> near = new ArrayList<>();
    for (String each : names) {
      if (each.startsWith(name) || distance(name, each) <= Math.max(1, name.length() / 4)) {
        near.add(each);
      }
    }
    near.sort(
        Comparator.comparingInt((String each) -> distance(name, each))
            .thenComparing(Comparator.naturalOrder()));
    return near.subList(0, Math.min(MOST, near.size()));
  }

  /** Levenshtein's: how many characters to add, take away or change. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
