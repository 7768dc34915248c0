package io.kdiag.host.journal;

import io.kdiag.host.HostRoot;
import io.kdiag.host.JsonLine;
import io.kdiag.host.MalformedTextException;
import io.kdiag.host.VisibleText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Follows what writers of the journal say, by their identifiers, from a cursor or a time on, and
 * counts what journald dropped; {@link JournalFollower} follows units. journalctl is a child
 * process; when it ends, {@link #next} says so, and whoever wants to go on opens another one. What
 * is read and not taken yet is bounded: then journalctl waits.
 *
 * <p>Opened and read by one thread; {@code close} may be called by any, and ends journalctl.
 *
 * @see <a href="https://systemd.io/JOURNAL_EXPORT_FORMATS/#journal-json-format">Journal JSON
 *     format</a>
 */
public final class JournalTail implements AutoCloseable {
  private static final int QUEUE = 1000;
  private static final Item END = new Item("", null, -1);

  /** An entry and who wrote it ({@code SYSLOG_IDENTIFIER}). */
  public record Followed(String identifier, JournalEntry entry) {}

  /** Its end where {@code suppressed} is negative. */
  private record Item(String identifier, @Nullable JournalEntry entry, long suppressed) {}

  private final Process process;
  private final BlockingQueue<Item> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Thread reader;
  private volatile String complaint = "";
  private long lost;

  private JournalTail(Process process) {
    this.process = process;
    this.reader = Thread.ofPlatform().daemon().name("journal-tail").start(this::read);
  }

  /**
   * Follows the entries that match ({@code SYSLOG_IDENTIFIER=kubelet}, {@code _TRANSPORT=kernel};
   * several of one field: any of them). {@code place} is an entry's cursor, after which to begin,
   * or {@code @1795210623}, a time.
   *
   * @throws IOException if there is no journal or no journalctl
   */
  public static JournalTail open(HostRoot root, List<String> matches, String place)
      throws IOException {
    String directory = Journal.directory(root);
    if (directory == null) {
      throw new IOException("there is no journal in /var/log/journal or /run/log/journal");
    }
    String program = Journal.program();
    if (program != null) {
      return start(arguments(root, program, directory, matches, place));
    }
    throw new IOException("there is no journalctl in /usr/bin or /bin to read the journal with");
  }

  /** Whether {@link #open} has something to open. */
  public static boolean isPossible(HostRoot root) {
    return Journal.directory(root) != null && Journal.program() != null;
  }

  static JournalTail start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    process.getOutputStream().close();
    return new JournalTail(process);
  }

  private static List<String> arguments(
      HostRoot root, String program, String directory, List<String> matches, String place) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                program,
                "--follow",
                "--no-tail",
                "--output=json",
                "--output-fields=MESSAGE,PRIORITY,_SYSTEMD_UNIT,SYSLOG_IDENTIFIER",
                "--no-pager",
                "--quiet"));
    arguments.add(place.startsWith("@") ? "--since=" + place : "--after-cursor=" + place);
    if (!root.isLocal()) {
      arguments.add("--directory=" + root.resolve(directory));
    }
    arguments.addAll(matches);
    return arguments;
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line;
      while ((line = lines.readLine()) != null) {
        if (line.startsWith("{")) {
          queue.put(item(line));
        } else if (!line.isBlank()) {
          complaint = VisibleText.of(line);
        }
      }
    } catch (IOException e) {
      complaint = String.valueOf(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    queue.offer(END);
  }

  private static Item item(String line) {
    try {
      Map<String, String> fields = JsonLine.parse("journalctl", line);
      JournalEntry entry = JournalEntry.of(fields, line);
      String identifier = fields.getOrDefault("SYSLOG_IDENTIFIER", "");
      return new Item(identifier, entry, suppressed(identifier, entry.message()));
    } catch (MalformedTextException e) {
      // Of a later format, or cut: counted as lost.
      return new Item("", null, 1);
    }
  }

  /** {@code Suppressed 123 messages from kubelet.service}: journald itself dropped them. */
  private static long suppressed(String identifier, String message) {
    if (!identifier.equals("systemd-journald") || !message.startsWith("Suppressed ")) {
      return 0;
    }
    String[] words = message.split(" ", 3);
    boolean number = words.length == 3 && words[1].matches("[0-9]{1,9}");
    return number ? Long.parseLong(words[1]) : 0;
  }

  /**
   * The next entry, waited for at most {@code timeout}; null when none came.
   *
   * @throws IOException when journalctl has ended; the message has its last words
   */
  public @Nullable Followed next(Duration timeout) throws IOException {
    Item item;
    try {
      item = queue.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    if (item == null && reader.isAlive()) {
      return null;
    }
    if (item == null || item.suppressed < 0) {
      throw new IOException("journalctl ended: " + (complaint.isEmpty() ? "no words" : complaint));
    }
    lost += item.suppressed;
    return item.entry == null ? null : new Followed(item.identifier, item.entry);
  }

  /** How many entries journald says it dropped, and how many could not be understood. */
  public long lost() {
    return lost;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    reader.interrupt();
  }
}
