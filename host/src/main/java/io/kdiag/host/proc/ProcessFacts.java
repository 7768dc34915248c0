package io.kdiag.host.proc;

import io.kdiag.host.AsciiCursor;
import io.kdiag.host.HostRoot;
import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import io.kdiag.host.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** Single facts of one process, each asked for where it is wanted. */
public final class ProcessFacts {
  /**
   * The machine's own namespace is that of its first process or of the kernel's threads; some
   * sandboxes let nobody look at these, and there this process is in it.
   */
  private static final List<String> INITIAL =
      List.of("/proc/1/ns/net", "/proc/2/ns/net", "/proc/self/ns/net");

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
   * Whether it is in another network namespace than the machine; absent where it has ended,
   * unreadable where it may not be looked at.
   */
  public static Reading<Boolean> hasOwnNetwork(HostRoot root, int pid) {
    Reading<String> own = link(root, "/proc/" + pid + "/ns/net");
    Reading<String> initial = Reading.absent(INITIAL.getFirst());
    for (String path : INITIAL) {
      if (!(initial instanceof Reading.Present)) {
        initial = link(root, path);
      }
    }
    Reading<String> machine = initial;
    return own.flatMap(mine -> machine.map(its -> !mine.equals(its)));
  }

  private static Reading<String> link(HostRoot root, String path) {
    try {
      return Reading.present(Files.readSymbolicLink(root.resolve(path)).toString());
    } catch (IOException e) {
      return HostRoot.failed(path, e);
    }
  }
}
