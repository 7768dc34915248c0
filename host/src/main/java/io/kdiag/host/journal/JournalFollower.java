package io.kdiag.host.journal;

import io.kdiag.host.HostRoot;
import io.kdiag.host.MalformedTextException;
import io.kdiag.host.VisibleText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Follows the journal with {@code journalctl --follow}: entries of units, in their order, from a
 * cursor on. A thread of its own reads ahead, and stops at some hundred entries until they are
 * taken. {@code close} ends it and the program.
 */
public final class JournalFollower implements AutoCloseable {
  private static final int AHEAD = 256;

  /** The name that stands for the kernel's messages among units. */
  public static final String KERNEL = "kernel";

  private final Process process;
  private final BlockingQueue<JournalEntry> entries = new ArrayBlockingQueue<>(AHEAD);
  private final Thread thread;
  private volatile String complaint = "";

  private JournalFollower(Process process) {
    this.process = process;
    this.thread = Thread.ofPlatform().daemon().name("journal-follow").unstarted(this::read);
    thread.start();
  }

  /**
   * Starts after {@code cursor}; with an empty one at the last {@code first} entries.
   *
   * @throws IOException if there is no journalctl or no journal
   */
  public static JournalFollower open(HostRoot root, List<String> units, String cursor, int first)
      throws IOException {
    String directory = Journal.directory(root);
    String program = Journal.program();
    if (directory == null || program == null) {
      throw new NoSuchFileException(
          directory == null ? "/var/log/journal and /run/log/journal" : "journalctl");
    }
    ProcessBuilder builder =
        new ProcessBuilder(arguments(root, program, directory, units, cursor, first))
            .redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    process.getOutputStream().close();
    return new JournalFollower(process);
  }

  static List<String> arguments(
      HostRoot root,
      String program,
      String directory,
      List<String> units,
      String cursor,
      int first) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                program,
                "--follow",
                "--output=json",
                "--output-fields=MESSAGE,PRIORITY,_SYSTEMD_UNIT,SYSLOG_IDENTIFIER",
                "--no-pager",
                "--quiet"));
    if (cursor.isEmpty()) {
      arguments.add("--lines=" + first);
    } else {
      arguments.add("--no-tail");
      arguments.add("--after-cursor=" + cursor);
    }
    if (!root.isLocal()) {
      arguments.add("--directory=" + root.resolve(directory));
    }
    for (int i = 0; i < units.size(); i++) {
      if (i > 0) {
        arguments.add("+");
      }
      arguments.add(match(units.get(i)));
    }
    return arguments;
  }

  private static String match(String unit) {
    return unit.equals(KERNEL)
        ? "_TRANSPORT=kernel"
        : "_SYSTEMD_UNIT=" + (unit.contains(".") ? unit : unit + ".service");
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        take(line);
        line = lines.readLine();
      }
    } catch (IOException e) {
      complaint = complaint.isEmpty() ? String.valueOf(e.getMessage()) : complaint;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // It is closed.
    }
  }

  private void take(String line) throws InterruptedException {
    if (!line.startsWith("{")) {
      complaint = VisibleText.of(line);
      return;
    }
    try {
      entries.put(JournalEntry.parse(line));
    } catch (MalformedTextException e) {
      return; // Of a later format: the others still count.
    }
  }

  /** The next entry, or null when there is none yet. */
  public @Nullable JournalEntry poll() {
    return entries.poll();
  }

  /** Why there will be no more, once journalctl has ended and all was taken; null before. */
  public @Nullable String ended() {
    boolean over = !process.isAlive() && entries.isEmpty();
    return over ? "journalctl ended with " + process.exitValue() + " " + complaint : null;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    thread.interrupt();
  }
}
