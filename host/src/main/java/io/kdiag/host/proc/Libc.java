package io.kdiag.host.proc;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The calls of the C library for which {@code /proc} has no file. Layouts are those of 64-bit Linux
 * (x86-64 and arm64 alike).
 *
 * <p>Linking costs some tens of milliseconds once, and most of that for each shape of function: so
 * the class is touched only where a call is made, and all calls go through the one shape {@code
 * long f(long, long, long)} that the kernel log's device uses too. On these machines {@code int},
 * pointers and {@code long} are passed in the same registers, and superfluous arguments are
 * ignored.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/statvfs.3.html">statvfs(3)</a>
 * @see <a href="https://man7.org/linux/man-pages/man2/adjtimex.2.html">adjtimex(2)</a>
 */
@SuppressWarnings("restricted")
final class Libc {
  private static final int STATVFS_BYTES = 112;
  private static final int TIMEX_BYTES = 208;
  private static final long WNOHANG = 1;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
  private static final MethodHandle CALL =
      LINKER.downcallHandle(
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
          Linker.Option.captureCallState("errno"));
  private static final MemorySegment STATVFS = LINKER.defaultLookup().findOrThrow("statvfs");
  private static final MemorySegment ADJTIMEX = LINKER.defaultLookup().findOrThrow("adjtimex");

  private static final MemorySegment KILL = LINKER.defaultLookup().findOrThrow("kill");
  private static final MemorySegment WAITPID = LINKER.defaultLookup().findOrThrow("waitpid");

  private Libc() {}

  /** What {@code statvfs} says: sizes in blocks of {@code blockBytes}. */
  record FileSystem(
      long blockBytes, long blocks, long free, long available, long inodes, long inodesFree) {}

  /** What {@code adjtimex} says: the offset in nanoseconds if {@code STA_NANO}, else micro. */
  record Clock(
      long offset,
      long frequency,
      long maximumErrorMicros,
      long estimatedErrorMicros,
      int status,
      long constant,
      long tickMicros,
      int tai,
      int state) {}

  static FileSystem statvfs(String path) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(STATVFS_BYTES, Long.BYTES);
      call(arena, "statvfs", STATVFS, arena.allocateFrom(path).address(), out.address());
      long fragment = out.get(JAVA_LONG, 8);
      return new FileSystem(
          fragment == 0 ? out.get(JAVA_LONG, 0) : fragment,
          out.get(JAVA_LONG, 16),
          out.get(JAVA_LONG, 24),
          out.get(JAVA_LONG, 32),
          out.get(JAVA_LONG, 40),
          out.get(JAVA_LONG, 48));
    }
  }

  /** Asks for the clock's state and changes nothing ({@code modes} 0). */
  static Clock adjtimex() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment timex = arena.allocate(TIMEX_BYTES, Long.BYTES);
      int state = call(arena, "adjtimex", ADJTIMEX, timex.address(), 0);
      return new Clock(
          timex.get(JAVA_LONG, 8),
          timex.get(JAVA_LONG, 16),
          timex.get(JAVA_LONG, 24),
          timex.get(JAVA_LONG, 32),
          timex.get(JAVA_INT, 40),
          timex.get(JAVA_LONG, 48),
          timex.get(JAVA_LONG, 88),
          timex.get(JAVA_INT, 160),
          state);
    }
  }

  /** Sends a signal; to a whole process group where {@code pid} is negative. */
  static void kill(long pid, int signal) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      call(arena, "kill", KILL, pid, signal);
    }
  }

  /**
   * Collects one dead child of process group {@code -pid} without waiting; false: there is none.
   */
  static boolean waitpid(long pid) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      return call(arena, "waitpid", WAITPID, pid, 0, WNOHANG) > 0;
    }
  }

  private static int call(Arena arena, String name, MemorySegment function, long a, long b)
      throws IOException {
    return call(arena, name, function, a, b, 0);
  }

  private static int call(Arena arena, String name, MemorySegment function, long a, long b, long c)
      throws IOException {
    MemorySegment state = arena.allocate(STATE);
    int result;
    try {
      result = (int) (long) CALL.invokeExact(function, state, a, b, c);
    } catch (Throwable e) {
      throw new IllegalStateException("a native call failed", e);
    }
    if (result < 0) {
      throw new IOException(name + ": errno " + state.get(JAVA_INT, 0));
    }
    return result;
  }
}
