package io.kdiag.host.proc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts programs in a process group of their own, which can then be ended whole: also what they
 * started and left behind. Java starts a program in its own group; {@code setsid(1)} (util-linux,
 * BusyBox), which is not a leader of that group then, makes a new one and becomes the program, so
 * that the process id is the group's.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/setpgid.2.html">setpgid(2)</a>
 */
public final class ProcessGroup {
  private static final int SIGKILL = 9;
  private static final String[] SETSID = {"/usr/bin/setsid", "/bin/setsid"};

  private ProcessGroup() {}

  /** Whether this machine can start programs so. */
  public static boolean isPossible() {
    return Files.isExecutable(Path.of(SETSID[0])) || Files.isExecutable(Path.of(SETSID[1]));
  }

  /** The command that starts {@code command} in a group of its own; itself where none can. */
  public static List<String> command(List<String> command) {
    for (String setsid : SETSID) {
      if (Files.isExecutable(Path.of(setsid))) {
        List<String> whole = new ArrayList<>();
        whole.add(setsid);
        whole.addAll(command);
        return List.copyOf(whole);
      }
    }
    return List.copyOf(command);
  }

  /** Ends all processes of the group of {@code leader}; nothing happens where there is none. */
  public static void kill(long leader) {
    try {
      Libc.kill(-leader, SIGKILL);
    } catch (IOException e) {
      return; // the group is empty
    }
  }

  /**
   * Collects those of the group who have ended and whose parent this process has become, as the
   * first process of a container does: nobody else would. Not to be called before the leader itself
   * was waited for.
   */
  public static void reap(long leader) {
    try {
      boolean more = true;
      while (more) {
        more = Libc.waitpid(-leader);
      }
    } catch (IOException e) {
      return; // no child of it is left
    }
  }
}
