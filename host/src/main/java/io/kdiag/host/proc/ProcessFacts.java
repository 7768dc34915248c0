package io.kdiag.host.proc;

import io.kdiag.host.AsciiCursor;
import io.kdiag.host.HostRoot;
import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import io.kdiag.host.Reading;
import java.io.IOException;
import java.nio.file.Files;

/** Single facts of one process, each asked for where it is wanted. */
public final class ProcessFacts {
  private static final String INITIAL = "/proc/1/ns/net";

  private ProcessFacts() {}

  /** When it started, in seconds since boot. */
  public static Reading<Double> startSeconds(HostRoot root, int pid) {
    return root.read("/proc/" + pid + "/stat", text -> ProcessStat.parse(text, 1).startSeconds());
  }

  /** How many files it may open at most, its soft limit. */
  public static Reading<Long> openFilesLimit(HostRoot root, int pid) {
    return root.read("/proc/" + pid + "/limits", ProcessFacts::openFiles);
  }

  /** {@code Max open files 1024 524288 files}. */
  private static long openFiles(HostText text) throws MalformedTextException {
    AsciiCursor in = text.lines();
    for (; !in.atEnd(); in.nextLine()) {
      if (in.skipPrefix("Max open files")) {
        return in.skipWord("unlimited") ? -1 : in.count();
      }
    }
    throw in.malformed("the line Max open files");
  }

  /**
   * Whether it is in another network namespace than the machine's first process; absent where it
   * has ended, unreadable where it may not be looked at.
   */
  public static Reading<Boolean> hasOwnNetwork(HostRoot root, int pid) {
    String path = "/proc/" + pid + "/ns/net";
    try {
      String own = Files.readSymbolicLink(root.resolve(path)).toString();
      return Reading.present(!own.equals(Files.readSymbolicLink(root.resolve(INITIAL)).toString()));
    } catch (IOException e) {
      return HostRoot.failed(path, e);
    }
  }
}
