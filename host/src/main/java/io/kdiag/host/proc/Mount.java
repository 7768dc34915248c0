package io.kdiag.host.proc;

import io.kdiag.host.AsciiCursor;
import io.kdiag.host.HostRoot;
import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import io.kdiag.host.Reading;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of {@code /proc/1/mountinfo}: what is mounted where, with the mount's and the super
 * block's options.
 *
 * <pre>{@code
 * 27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw,discard
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/filesystems/proc.html#proc-pid-mountinfo">mountinfo</a>
 */
public record Mount(
    String device,
    String mountPoint,
    String type,
    List<String> options,
    List<String> superOptions,
    String majorMinor) {

  /** What the first process of the machine has mounted, or this process where that is hidden. */
  public static Reading<List<Mount>> readAll(HostRoot root) {
    Reading<List<Mount>> first = root.read("/proc/1/mountinfo", Mount::parse);
    return first instanceof Reading.Absent || first instanceof Reading.Unreadable
        ? root.read("/proc/self/mountinfo", Mount::parse)
        : first;
  }

  /** Parses a {@code mountinfo}, in its order: what comes later hides what is at the same place. */
  public static List<Mount> parse(HostText text) throws MalformedTextException {
    AsciiCursor in = text.lines();
    List<Mount> mounts = new ArrayList<>();
    for (; !in.atEnd(); in.nextLine()) {
      if (!in.atLineEnd()) {
        mounts.add(line(in));
      }
    }
    if (mounts.isEmpty()) {
      throw in.malformed("a mount");
    }
    return List.copyOf(mounts);
  }

  private static Mount line(AsciiCursor in) throws MalformedTextException {
    in.skipWords(2);
    String majorMinor = in.word();
    in.skipWords(1);
    String mountPoint = unescaped(in.word());
    List<String> options = split(in.word());
    while (!in.skipWord("-")) {
      in.skipWords(1);
    }
    String type = in.word();
    String word = in.word();
    // A mount without a source has nothing between two blanks.
    boolean noSource = in.atLineEnd();
    List<String> superOptions = split(noSource ? word : in.word());
    String device = noSource ? "" : unescaped(word);
    return new Mount(device, mountPoint, type, options, superOptions, majorMinor);
  }

  private static List<String> split(String options) {
    return List.of(options.split(",", -1));
  }

  /** Blank, tab, line feed and backslash are written as a backslash and three octal digits. */
  private static String unescaped(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int value = text.charAt(i) == '\\' ? octal(text, i + 1) : -1;
      plain.append(value < 0 ? text.charAt(i) : (char) value);
      i += value < 0 ? 0 : 3;
    }
    return plain.toString();
  }

  private static int octal(String text, int from) {
    int value = from + 3 <= text.length() ? 0 : -1;
    for (int i = from; value >= 0 && i < from + 3; i++) {
      int digit = Character.digit(text.charAt(i), 8);
      value = digit < 0 ? -1 : value * 8 + digit;
    }
    return value;
  }
}
