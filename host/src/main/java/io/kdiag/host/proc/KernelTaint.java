package io.kdiag.host.proc;

import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code /proc/sys/kernel/tainted}: the number and its flags' letters with what they mean ({@code
 * D: kernel died}).
 *
 * <pre>{@code
 * 4096
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/admin-guide/tainted-kernels.html">Tainted kernels</a>
 */
public record KernelTaint(long value, List<String> flags) {
  private static final String[] MEANINGS = {
    "P: proprietary module was loaded",
    "F: module was force loaded",
    "S: kernel running on an out of specification system",
    "R: module was force unloaded",
    "M: processor reported a machine check exception",
    "B: bad page referenced or some unexpected page flags",
    "U: taint requested by userspace application",
    "D: kernel died recently, there was an oops or a bug",
    "A: ACPI table overridden by user",
    "W: kernel issued a warning",
    "C: staging driver was loaded",
    "I: workaround for bug in platform firmware applied",
    "O: externally-built module was loaded",
    "E: unsigned module was loaded",
    "L: soft lockup occurred",
    "K: kernel has been live patched",
    "X: auxiliary taint, defined for and used by distributions",
    "T: kernel was built with the struct randomization plugin",
    "N: an in-kernel test has been run",
    "J: userspace used a mutating debug operation in fwctl"
  };

  /** Parses {@code /proc/sys/kernel/tainted}. */
  public static KernelTaint parse(HostText text) throws MalformedTextException {
    long value = text.lines().count();
    List<String> flags = new ArrayList<>();
    for (int bit = 0; bit < Long.SIZE; bit++) {
      if ((value >>> bit & 1) == 1) {
        flags.add(bit < MEANINGS.length ? MEANINGS[bit] : "?: flag " + bit);
      }
    }
    return new KernelTaint(value, List.copyOf(flags));
  }
}
