package io.kdiag.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.detector.api.NodeCondition;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NodeReporterTest {
  private static final String HUNG = "INFO: task dd:1234 blocked for more than 120 seconds.";

  @TempDir Path root;

  private static String deadlock(List<NodeCondition> conditions) {
    return conditions.stream()
        .filter(condition -> condition.type().equals("KernelDeadlock"))
        .map(condition -> condition.status() + " " + condition.reason())
        .findFirst()
        .orElse("none");
  }

  @Test
  void setsAllConditionsFalseAtTheStartAndThenConfirmsThemEveryHeartbeatOnly() {
    Detecting detecting = new Detecting(root);
    detecting.reporter.step();
    assertThat(deadlock(detecting.api.patches.remove())).isEqualTo("False KernelHasNoDeadlock");
    detecting.pass(Duration.ofSeconds(299)).reporter.step();
    assertThat(detecting.api.patches).isEmpty();
    detecting.pass(Duration.ofSeconds(1)).reporter.step();
    assertThat(detecting.api.patches).hasSize(1);
  }

  @Test
  void tellsAChangeAtOnceAndARepetitionNot() {
    Detecting detecting = new Detecting(root);
    detecting.reporter.step();
    detecting.api.patches.clear();
    detecting.kernel(HUNG).reporter.step();
    assertThat(deadlock(detecting.api.patches.remove())).isEqualTo("True TaskHung");
    detecting.kernel(HUNG).reporter.step();
    assertThat(detecting.api.patches).isEmpty();
  }

  @Test
  void tellsTheLatestStateOnceTheApiServerIsBack() {
    Detecting detecting = new Detecting(root);
    detecting.api.status = 500;
    detecting.kernel(HUNG).reporter.step();
    assertThat(detecting.reporter.notReady()).isEmpty();
    for (int i = 0; i < 40; i++) {
      Duration wait = detecting.reporter.step();
      assertThat(wait).isLessThanOrEqualTo(Duration.ofSeconds(60));
      detecting.pass(wait);
    }
    assertThat(detecting.reporter.notReady().orElseThrow()).contains("HTTP 500");
    assertThat(detecting.sample("kdiag_problem_detector_api_errors_total", "status", "500"))
        .isBetween(10.0, 41.0);
    detecting.pass(Duration.ofHours(1));
    detecting.api.status = 200;
    detecting.reporter.step();
    assertThat(detecting.reporter.notReady()).isEmpty();
    assertThat(deadlock(detecting.api.patches.remove())).isEqualTo("False KernelHasNoDeadlock");
    assertThat(detecting.api.patches).isEmpty();
    assertThat(detecting.api.events).hasSize(1);
  }

  @Test
  void patchesOnceASecondWhenAProblemComesAndGoesAllTheTime() {
    Detecting detecting = new Detecting(root);
    for (int i = 0; i < 1000; i++) {
      detecting.kernel("EXT4-fs (sda1): Remounting filesystem read-only").reporter.step();
      detecting.kernel("EXT4-fs (sda1): unmounting filesystem 5f0c.").reporter.step();
      detecting.pass(Duration.ofMillis(10));
    }
    assertThat(detecting.api.patches).hasSizeBetween(15, NodeReporter.BURST + 11);
    detecting.pass(Duration.ofSeconds(1)).reporter.step();
    assertThat(detecting.api.patches.stream().reduce((a, b) -> b).orElseThrow())
        .allSatisfy(condition -> assertThat(condition.status()).isEqualTo("False"));
  }

  @Test
  void waitsBeforeItAsksAgain() {
    Detecting detecting = new Detecting(root);
    detecting.api.status = 401;
    detecting.reporter.step();
    detecting.api.status = 200;
    detecting.reporter.step();
    assertThat(detecting.api.patches).isEmpty();
    detecting.pass(Duration.ofSeconds(1)).reporter.step();
    assertThat(detecting.api.patches).hasSize(1);
  }

  @Test
  void updatesASeriesAtMostOnceAMinute() {
    Detecting detecting = new Detecting(root);
    for (int i = 0; i < 100; i++) {
      detecting.kernel("I/O error, dev sda, sector " + i + " op 0x0:(READ)").reporter.step();
      detecting.pass(Duration.ofSeconds(1));
    }
    detecting.pass(Duration.ofSeconds(30)).reporter.step();
    assertThat(detecting.api.eventRequests).isEqualTo(3);
    assertThat(detecting.api.events.values())
        .singleElement()
        .satisfies(event -> assertThat(event.count()).isEqualTo(100));
  }

  @Test
  void beginsANewEventAfterTheWindow() {
    Detecting detecting = new Detecting(root);
    detecting.kernel(HUNG).reporter.step();
    detecting.pass(Duration.ofSeconds(601)).kernel(HUNG).reporter.step();
    assertThat(detecting.api.events).hasSize(2);
  }

  @Test
  void tellsNoEventOfWhatIsLongPast() {
    Detecting detecting = new Detecting(root);
    var old = MovedClock.START.minus(Duration.ofMinutes(61));
    detecting.problems.accept(new io.kdiag.host.kernellog.KernelRecord(9, 0, 4, 0, old, HUNG));
    detecting.reporter.step();
    assertThat(detecting.api.events).isEmpty();
  }

  @Test
  void givesUpAnEventThatWillNeverBeTaken() {
    Detecting detecting = new Detecting(root);
    detecting.reporter.step();
    detecting.kernel("VFS: file-max limit 65536 reached");
    detecting.api.status = 403;
    detecting.reporter.step();
    detecting.api.status = 200;
    detecting.reporter.step();
    assertThat(detecting.api.eventRequests).isEqualTo(1);
  }

  @Test
  void keepsTheTransitionTimeThatTheNodeRemembers() {
    Detecting detecting = new Detecting(root);
    Instant since = Instant.parse("2025-12-01T00:00:00Z");
    detecting.api.onNode.add(new NodeCondition("KernelDeadlock", "False", "x", "y", since, since));
    detecting.reporter.step();
    assertThat(detecting.condition("KernelDeadlock").lastTransitionTime()).isEqualTo(since);
  }
}
