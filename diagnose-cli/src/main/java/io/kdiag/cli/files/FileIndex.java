package io.kdiag.cli.files;

import io.kdiag.cli.evidence.kube.Kind;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where the objects of one JSON file are in it, so that those of a kind can be read without the
 * others, and a file that is larger than memory again and again. For each object: its kind, where
 * it begins and ends, and the hash of its namespace and of its name.
 */
final class FileIndex {
  private Kind[] kinds = new Kind[64];
  private long[] begins = new long[64];
  private long[] ends = new long[64];
  private int[] namespaces = new int[64];
  private int[] names = new int[64];
  private int size;
  private final Set<Kind> listed = EnumSet.noneOf(Kind.class);
  private Instant newest = Instant.MIN;

  void add(Kind kind, long begin, long end, String namespace, String name) {
    if (size == kinds.length) {
      int more = size * 2;
      kinds = Arrays.copyOf(kinds, more);
      begins = Arrays.copyOf(begins, more);
      ends = Arrays.copyOf(ends, more);
      namespaces = Arrays.copyOf(namespaces, more);
      names = Arrays.copyOf(names, more);
    }
    kinds[size] = kind;
    begins[size] = begin;
    ends[size] = end;
    namespaces[size] = namespace.hashCode();
    names[size] = name.hashCode();
    size++;
    listed.add(kind);
  }

  /** The file has a list of this kind, be it empty. */
  void lists(Kind kind) {
    listed.add(kind);
  }

  boolean isListed(Kind kind) {
    return listed.contains(kind);
  }

  Set<Kind> listed() {
    return listed;
  }

  void saw(Instant time) {
    newest = time.isAfter(newest) ? time : newest;
  }

  /** {@link Instant#MIN} where the file has no time. */
  Instant newest() {
    return newest;
  }

  int size() {
    return size;
  }

  /** Whether the object at {@code i} may be wanted; an empty namespace or name stands for any. */
  boolean mayBe(int i, Kind kind, String namespace, String name) {
    return kinds[i] == kind
        && (namespace.isEmpty() || namespaces[i] == namespace.hashCode())
        && (name.isEmpty() || names[i] == name.hashCode());
  }

  long begin(int i) {
    return begins[i];
  }

  int length(int i) {
    return Math.toIntExact(ends[i] - begins[i]);
  }
}
