package io.kdiag.host.proc;

/**
 * One process from {@code /proc/<pid>/stat} and {@code cgroup}. {@code state} is the kernel's
 * letter (R S D Z T I ...);\n * {@code startSeconds} counts from boot; {@code cgroup} is its path
 * in the memory (v1) or the only (v2) hierarchy, empty where\n * unread; {@code commandLine} is
 * filled only for the programs of Kubernetes and for what is in state D or Z, arguments joined by\n
 * * blanks, values that look like secrets replaced.
 */
public record ProcessStat(
    int pid,
    int parent,
    String name,
    char state,
    int threads,
    double cpuSeconds,
    long residentBytes,
    double startSeconds,
    String cgroup,
    String commandLine) {

  /** A kernel thread: kthreadd or its child. */
  public boolean kernelThread() {
    return pid == 2 || parent == 2;
  }
}
