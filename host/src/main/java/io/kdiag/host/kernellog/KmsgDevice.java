package io.kdiag.host.kernellog;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The kernel log's character device, opened without blocking. The JDK's own channels cannot say
 * O_NONBLOCK, and a blocking read waits for ever at the end of the ring. Not thread-safe; {@code
 * close} closes the descriptor.
 *
 * <p>All four calls go through one method handle of the shape {@code long f(long, long, long)}:
 * making a handle is what costs at the start. The Linux calling conventions of 64-bit machines pass
 * {@code int} and pointers in the same registers as {@code long}.
 */
final class KmsgDevice implements AutoCloseable {
  /** The kernel's own limit for a record with its prefix and dictionary is 8 KiB. */
  static final int RECORD_BYTES = 8192;

  static final int END = -1;
  static final int OVERRUN = -2;

  private static final int O_NONBLOCK_CLOEXEC = 0x800 | 0x80000;
  private static final int SEEK_SET = 0;
  private static final int SEEK_DATA = 3;
  private static final int EPERM = 1;
  private static final int ENOENT = 2;
  private static final int EINTR = 4;
  private static final int EAGAIN = 11;
  private static final int EACCES = 13;
  private static final int EPIPE = 32;
  private static final short POLLIN = 1;

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment state;
  private final MemorySegment buffer;
  private final MemorySegment pollfd;
  private final int descriptor;

  /** Opens the device and goes to the first record after the last {@code dmesg --clear}. */
  KmsgDevice(Path path) throws IOException {
    this(path, false);
  }

  /** {@code cleared}: goes to the oldest record in the ring, whether cleared or not. */
  KmsgDevice(Path path, boolean cleared) throws IOException {
    state = arena.allocate(Native.STATE);
    buffer = arena.allocate(RECORD_BYTES);
    pollfd = arena.allocate(8, 4);
    MemorySegment name = arena.allocateFrom(path.toString());
    int opened = (int) call(Native.OPEN, name.address(), O_NONBLOCK_CLOEXEC, 0);
    if (opened < 0) {
      int error = errno();
      arena.close();
      throw failure(path.toString(), error);
    }
    descriptor = opened;
    call(Native.LSEEK, descriptor, 0, cleared ? SEEK_SET : SEEK_DATA);
  }

  /**
   * Reads the next record into {@code record}: its length, {@link #END} when there is none yet, or
   * {@link #OVERRUN} when records were overwritten before they could be read (the next call goes on
   * with the oldest there is).
   */
  int read(byte[] record) throws IOException {
    while (true) {
      long length = call(Native.READ, descriptor, buffer.address(), RECORD_BYTES);
      if (length >= 0) {
        MemorySegment.copy(buffer, 0, MemorySegment.ofArray(record), 0, length);
        return length == 0 ? END : (int) length;
      }
      switch (errno()) {
        case EINTR -> {}
        case EAGAIN -> {
          return END;
        }
        case EPIPE -> {
          return OVERRUN;
        }
        default -> throw failure("/dev/kmsg", errno());
      }
    }
  }

  /** Waits until there is a record or {@code millis} have passed; false for the latter. */
  boolean await(int millis) throws IOException {
    pollfd.set(JAVA_INT, 0, descriptor);
    pollfd.set(JAVA_INT, 4, POLLIN);
    int ready = (int) call(Native.POLL, pollfd.address(), 1, millis);
    if (ready < 0 && errno() != EINTR) {
      throw failure("/dev/kmsg", errno());
    }
    return ready > 0;
  }

  @Override
  public void close() {
    call(Native.CLOSE, descriptor, 0, 0);
    arena.close();
  }

  private int errno() {
    return state.get(JAVA_INT, 0);
  }

  private long call(MemorySegment function, long a, long b, long c) {
    try {
      return (long) Native.CALL.invokeExact(function, state, a, b, c);
    } catch (Throwable e) {
      throw new IllegalStateException("a native call failed", e);
    }
  }

  private static IOException failure(String path, int errno) {
    return switch (errno) {
      case EPERM, EACCES -> new AccessDeniedException(path);
      case ENOENT -> new NoSuchFileException(path);
      default -> new IOException("errno " + errno);
    };
  }

  /** Loaded when the device is first opened, and only then. */
  @SuppressWarnings("restricted")
  private static final class Native {
    static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    static final MethodHandle CALL;
    static final MemorySegment OPEN;
    static final MemorySegment READ;
    static final MemorySegment LSEEK;
    static final MemorySegment POLL;
    static final MemorySegment CLOSE;

    static {
      Linker linker = Linker.nativeLinker();
      CALL =
          linker.downcallHandle(
              FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
              Linker.Option.captureCallState("errno"));
      OPEN = linker.defaultLookup().findOrThrow("open");
      READ = linker.defaultLookup().findOrThrow("read");
      LSEEK = linker.defaultLookup().findOrThrow("lseek");
      POLL = linker.defaultLookup().findOrThrow("poll");
      CLOSE = linker.defaultLookup().findOrThrow("close");
    }
  }
}
