package io.kdiag.detector.npd;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.detector.npd.PluginProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginProcessTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path directory;

  private static Outcome run(Duration timeout, String script) throws InterruptedException {
    return new PluginProcess(List.of("/bin/sh", "-c", script), timeout, 80).run();
  }

  @Test
  void itsExitStatusIsItsWord() throws Exception {
    assertThat(run(LONG, "echo all is well")).isEqualTo(new Outcome(0, "all is well"));
    assertThat(run(LONG, "echo '  broken '; exit 1")).isEqualTo(new Outcome(1, "broken"));
    assertThat(run(LONG, "echo what; exit 2")).isEqualTo(new Outcome(2, "what"));
    assertThat(run(LONG, "kill -9 $$").status()).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void onlyTheBeginningOfItsOutputIsKeptHoweverMuchItWrites() throws Exception {
    Outcome outcome = run(LONG, "head -c 10000000 /dev/zero | tr '\\0' x; exit 1");
    assertThat(outcome).isEqualTo(new Outcome(1, "x".repeat(80)));
  }

  @Test
  void whatCannotBeStartedCouldNotTell() throws Exception {
    Outcome outcome = new PluginProcess(List.of("/no/such/plugin"), LONG, 80).run();
    assertThat(outcome.status()).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void atItsTimeoutAllOfItsProcessesAreKilled() throws Exception {
    Path pids = directory.resolve("pids");
    Outcome outcome =
        run(
            Duration.ofMillis(500),
            "sleep 600 & echo $! > %s; (sleep 600 & echo $! >> %s; wait) & echo begun; wait"
                .formatted(pids, pids));
    assertThat(outcome.status()).isEqualTo(Outcome.UNKNOWN);
    assertThat(outcome.output()).isEqualTo("/bin/sh gave no answer within 500 ms; it said: begun");
    assertGone(pids);
  }

  /** Its output would stay open, its number taken, for as long as that runs. */
  @Test
  void whatItLeavesBehindIsKilledToo() throws Exception {
    Path pids = directory.resolve("pids");
    Outcome outcome = run(LONG, "sleep 600 & echo $! > %s; echo done".formatted(pids));
    assertThat(outcome).isEqualTo(new Outcome(0, "done"));
    assertGone(pids);
  }

  private static void assertGone(Path pids) throws IOException {
    List<String> numbers = Files.readAllLines(pids);
    assertThat(numbers).isNotEmpty();
    for (String pid : numbers) {
      assertThat(until(() -> state(pid).isEmpty() || state(pid).equals("Z"))).as(pid).isTrue();
    }
  }

  /** Empty where it is gone; an orphan's zombie is the machine's first process' to collect. */
  private static String state(String pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return stat.substring(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
    } catch (IOException e) {
      return "";
    }
  }

  private static boolean until(BooleanSupplier wanted) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!wanted.getAsBoolean() && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    return wanted.getAsBoolean();
  }
}
