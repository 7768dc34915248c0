package io.kdiag.detector.npd;

import io.kdiag.host.proc.ProcessGroup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One plugin, run again and again, by one thread at a time: in a process group of its own, which is
 * killed whole at the timeout and, of what it left behind, at its end. As much of its output is
 * kept as is asked for, the rest is read and dropped. A process that cannot be killed (state D) is
 * left alone, and the plugin is not started again while it is there.
 */
final class PluginProcess {
  /** How it ended: 0 fine, 1 a problem, anything else: it could not tell. */
  record Outcome(int status, String output) {
    static final int FINE = 0;
    static final int PROBLEM = 1;
    static final int UNKNOWN = 2;
  }

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final List<String> command;
  private final Duration timeout;
  private final int mostOutput;
  private @Nullable Process stuck;

  PluginProcess(List<String> command, Duration timeout, int mostOutput) {
    this.command = List.copyOf(command);
    this.timeout = timeout;
    this.mostOutput = mostOutput;
  }

  Outcome run() throws InterruptedException {
    Process before = stuck;
    if (before != null && before.isAlive()) {
      return unknown("process " + before.pid() + " of an earlier run cannot be killed");
    }
    Process process;
    try {
      process =
          new ProcessBuilder(ProcessGroup.command(command))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
    } catch (IOException e) {
      return unknown("cannot be started: " + e.getMessage());
    }
    Output output = new Output(process.getInputStream(), mostOutput);
    Thread reader = Thread.ofPlatform().daemon().name("plugin-output").start(output);
    try {
      return outcome(process, reader, output);
    } finally {
      end(process);
    }
  }

  private Outcome outcome(Process process, Thread reader, Output output)
      throws InterruptedException {
    boolean ended = process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
    // What it started may hold its output open for ever.
    ProcessGroup.kill(process.pid());
    reader.join(PATIENCE);
    String text = output.text();
    if (ended) {
      int status = process.exitValue();
      return new Outcome(status == 0 || status == 1 ? status : Outcome.UNKNOWN, text);
    }
    String said = text.isEmpty() ? "" : "; it said: " + text;
    return unknown("gave no answer within " + timeout.toMillis() + " ms" + said);
  }

  private void end(Process process) throws InterruptedException {
    ProcessGroup.kill(process.pid());
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    if (process.waitFor(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
      stuck = null;
      ProcessGroup.reap(process.pid());
    } else {
      stuck = process;
    }
  }

  private Outcome unknown(String why) {
    return new Outcome(Outcome.UNKNOWN, command.getFirst() + " " + why);
  }

  boolean isStuck() {
    Process process = stuck;
    return process != null && process.isAlive();
  }

  /** Reads to the end and keeps the beginning. */
  private static final class Output implements Runnable {
    private final InputStream in;
    private final byte[] kept;
    private int length;

    Output(InputStream in, int mostCharacters) {
      this.in = in;
      this.kept = new byte[4 * mostCharacters];
    }

    @Override
    public void run() {
      byte[] buffer = new byte[4096];
      try (in) {
        int read;
        while ((read = in.read(buffer)) >= 0) {
          keep(buffer, read);
        }
      } catch (IOException e) {
        return; // it was killed: what was read until then counts
      }
    }

    private synchronized void keep(byte[] buffer, int read) {
      int some = Math.min(read, kept.length - length);
      System.arraycopy(buffer, 0, kept, length, some);
      length += some;
    }

    synchronized String text() {
      String text = new String(kept, 0, length, StandardCharsets.UTF_8).strip();
      return text.length() <= kept.length / 4 ? text : text.substring(0, kept.length / 4);
    }
  }
}
