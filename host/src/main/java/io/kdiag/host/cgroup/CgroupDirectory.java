package io.kdiag.host.cgroup;

import io.kdiag.host.AsciiCursor;
import io.kdiag.host.FileSource;
import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import io.kdiag.host.Reading;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The interface files of one cgroup in one hierarchy, as numbers; {@code path} ends in a slash. */
record CgroupDirectory(FileSource files, String path) {

  /** The directory of the cgroup {@code cgroup} in the hierarchy at {@code mount}. */
  static CgroupDirectory of(FileSource files, String mount, String cgroup) {
    return new CgroupDirectory(files, mount + (cgroup.equals("/") ? "/" : cgroup + "/"));
  }

  /** The first number of a file. */
  long number(String file) throws MissingPartException {
    return value(files.read(path + file, text -> text.cursor().number()));
  }

  /** As {@link #number}, null where there is no such file. */
  @Nullable Long optionalNumber(String file) throws MissingPartException {
    Reading<Long> reading = files.readOptional(path + file, text -> text.cursor().number());
    return reading instanceof Reading.Absent<Long> ? null : value(reading);
  }

  /** The words of a file with several values in its one line, null where there is no such file. */
  long @Nullable [] pair(String file) throws MissingPartException {
    Reading<long[]> reading = files.readOptional(path + file, CgroupDirectory::parsePair);
    return reading instanceof Reading.Absent<long[]> ? null : value(reading);
  }

  /**
   * The values of {@code keys} in a file of lines {@code key number}, -1 for one that is missing.
   */
  long[] values(String file, String... keys) throws MissingPartException {
    return value(files.read(path + file, text -> parseValues(text, keys)));
  }

  /** As {@link #values}, all -1 where there is no such file. */
  long[] optionalValues(String file, String... keys) throws MissingPartException {
    Reading<long[]> reading = files.readOptional(path + file, text -> parseValues(text, keys));
    if (reading instanceof Reading.Absent<long[]>) {
      long[] none = new long[keys.length];
      Arrays.fill(none, -1);
      return none;
    }
    return value(reading);
  }

  /** A limit: a number or {@code max}; {@link Long#MAX_VALUE} where there is none or no file. */
  long limit(String file) throws MissingPartException {
    long[] pair = pair(file);
    return pair == null ? Long.MAX_VALUE : pair[0];
  }

  private static long[] parsePair(HostText text) throws MalformedTextException {
    AsciiCursor cursor = text.cursor();
    long first = cursor.skipWord("max") ? Long.MAX_VALUE : cursor.number();
    return new long[] {first, cursor.atLineEnd() ? -1 : cursor.number()};
  }

  /** {@code cgroup.procs}: a process a line. */
  static int[] parseProcesses(HostText text) throws MalformedTextException {
    AsciiCursor cursor = text.cursor();
    int[] pids = new int[4];
    int count = 0;
    for (; !cursor.atEnd(); cursor.nextLine()) {
      if (count == pids.length) {
        pids = Arrays.copyOf(pids, count * 2);
      }
      pids[count++] = (int) cursor.count();
    }
    return Arrays.copyOf(pids, count);
  }

  private static long[] parseValues(HostText text, String[] keys) throws MalformedTextException {
    long[] values = new long[keys.length];
    Arrays.fill(values, -1);
    AsciiCursor cursor = text.cursor();
    while (!cursor.atEnd()) {
      for (int i = 0; i < keys.length; i++) {
        if (cursor.skipWord(keys[i])) {
          values[i] = cursor.number();
          break;
        }
      }
      cursor.nextLine();
    }
    return values;
  }

  private static <T> T value(Reading<T> reading) throws MissingPartException {
    if (reading instanceof Reading.Present<T>(T value)) {
      return value;
    }
    throw new MissingPartException(reading);
  }
}
