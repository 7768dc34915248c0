package io.kdiag.host.journal;

import io.kdiag.host.MalformedTextException;
import io.kdiag.host.Reading;
import io.kdiag.host.VisibleText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run of journalctl: its entries, or what it complained about. It is killed at the deadline.
 */
final class JournalProgram {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int MOST_CHARACTERS = 32 << 20;

  private final List<String> command;
  private final Duration deadline;

  JournalProgram(List<String> command) {
    this(command, DEADLINE);
  }

  JournalProgram(List<String> command, Duration deadline) {
    this.command = List.copyOf(command);
    this.deadline = deadline;
  }

  Reading<List<JournalEntry>> run(int maxEntries) {
    String program = command.getFirst();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process;
    try {
      process = builder.start();
      process.getOutputStream().close();
    } catch (IOException e) {
      return Reading.unreadable(program, String.valueOf(e.getMessage()));
    }
    Thread watch = Thread.ofPlatform().daemon().name("journal").start(() -> watch(process));
    try {
      return outcome(process, program, maxEntries);
    } catch (IOException e) {
      return Reading.unreadable(program, String.valueOf(e.getMessage()));
    } finally {
      process.destroyForcibly();
      watch.interrupt();
    }
  }

  private void watch(Process process) {
    try {
      if (!process.waitFor(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      // The run is over.
      Thread.currentThread().interrupt();
    }
  }

  private static Reading<List<JournalEntry>> outcome(
      Process process, String program, int maxEntries) throws IOException {
    List<JournalEntry> entries = new ArrayList<>();
    String complaint = null;
    int characters = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line;
      while (entries.size() < maxEntries && (line = lines.readLine()) != null) {
        characters += line.length();
        if (characters > MOST_CHARACTERS) {
          break;
        }
        if (line.startsWith("{")) {
          entry(line, entries);
        } else if (complaint == null && !line.isBlank()) {
          complaint = VisibleText.of(line);
        }
      }
    }
    return entries.isEmpty() ? none(process, program, complaint) : Reading.present(entries);
  }

  /** Nothing was written: because there is nothing, or because it may not be read. */
  private static Reading<List<JournalEntry>> none(
      Process process, String program, @Nullable String complaint) throws IOException {
    int status;
    try {
      status = process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    if (status == 0 || (status == 1 && complaint == null)) {
      return Reading.present(List.of());
    }
    String reason = complaint == null ? "no answer in time, or ended by a signal" : complaint;
    return Reading.unreadable(program, reason);
  }

  private static void entry(String line, List<JournalEntry> entries) {
    try {
      JournalEntry entry = JournalEntry.parse(line);
      if (!entry.message().isEmpty()) {
        entries.add(entry);
      }
    } catch (MalformedTextException e) {
      // A line cut by the deadline, or of a later format: the others still count.
      return;
    }
  }
}
