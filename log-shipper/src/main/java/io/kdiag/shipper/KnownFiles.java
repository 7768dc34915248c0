package io.kdiag.shipper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of one run in the order they were written in, as far as they are still there. */
final class KnownFiles {
  private final Run run;
  private final Losses losses;
  private final List<KnownFile> files = new ArrayList<>();

  KnownFiles(Run run, Losses losses) {
    this.run = run;
    this.losses = losses;
  }

  /** All of them, oldest first, as they are now. */
  List<KnownFile> list() {
    return List.copyOf(files);
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  KnownFile first() {
    return files.getFirst();
  }

  void add(KnownFile file) {
    files.add(file);
  }

  void remove(KnownFile file) {
    files.remove(file);
  }

  /** The file after {@code file}, null where there is none yet. */
  @Nullable KnownFile next(KnownFile file) {
    int index = files.indexOf(file) + 1;
    return index > 0 && index < files.size() ? files.get(index) : null;
  }

  /**
   * Takes what the look number {@code look} at the directory found, oldest first, while {@code
   * current} is being read; {@code ended} says that nobody writes to the last one.
   */
  void look(List<FoundFile> found, long look, @Nullable KnownFile current, boolean ended) {
    List<KnownFile> unplaced = new ArrayList<>();
    KnownFile before = null;
    for (int i = 0; i < found.size(); i++) {
      KnownFile known = see(found.get(i), look, ended || i < found.size() - 1);
      if (known != null && files.contains(known)) {
        place(unplaced, files.indexOf(known), current);
        unplaced.clear();
        before = known;
      } else if (known != null && before != null) {
        place(List.of(known), files.indexOf(before) + 1, current);
        before = known;
      } else if (known != null && !holds(unplaced, known.mark)) {
        unplaced.add(known);
      }
    }
    place(unplaced, files.size(), current);
  }

  /** A file that is just being compressed is there twice. */
  private static boolean holds(List<KnownFile> files, String mark) {
    return files.stream().anyMatch(file -> file.mark.equals(mark));
  }

  /** Puts new files where they belong, but not before what is being read: they come next then. */
  private void place(List<KnownFile> fresh, int index, @Nullable KnownFile current) {
    int least = current == null ? 0 : files.indexOf(current) + 1;
    files.addAll(Math.max(index, least), fresh);
  }

  /** There are files, and the look before saw them all: a first one may miss one being renamed. */
  boolean areSettled(long look) {
    boolean settled = !files.isEmpty();
    for (KnownFile file : files) {
      settled &= file.firstLook < look;
    }
    return settled;
  }

  /** What the file is known as: one of {@link #files}, or new; null where that is not clear yet. */
  private @Nullable KnownFile see(FoundFile file, long look, boolean written) {
    KnownFile known = null;
    for (KnownFile candidate : files) {
      FoundFile before = candidate.found;
      known = before != null && file.continues(before) ? candidate : known;
    }
    if (known == null) {
      String mark = mark(file, written);
      if (mark == null) {
        return null;
      }
      known = new KnownFile(mark, look);
      for (KnownFile candidate : files) {
        known = candidate.mark.equals(mark) ? candidate : known;
      }
    }
    known.found = file;
    known.lastLook = look;
    return known;
  }

  private @Nullable String mark(FoundFile file, boolean written) {
    try {
      return FileMark.of(run, file, written);
    } catch (IOException e) {
      losses.unreadable(run.path(), e); // Renamed between list and open: the next look has it.
      return null;
    }
  }
}
