package io.kdiag.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.detector.document.ReportedProblem;
import io.kdiag.detector.document.ReportedProblem.PodObject;
import io.kdiag.detector.look.Judgement;
import io.kdiag.detector.look.Judgement.Sighting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NodeProblemsTest {
  private static final String HUNG = "INFO: task dd:1234 blocked for more than 120 seconds.";
  private static final String READ_ONLY = "EXT4-fs (sda1): Remounting filesystem read-only";
  private static final String UID = "0c1f7a3e-1111-2222-3333-444455556666";
  private static final String ID = "4a5b".repeat(16);
  private static final String OOM =
      "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=x,mems_allowed=0,"
          + "oom_memcg=/kubepods/pod%s,task_memcg=/kubepods/pod%s/%s,task=java,pid=12,uid=0"
              .formatted(UID, UID, ID);

  @TempDir Path root;

  private Detecting detecting() {
    return new Detecting(root);
  }

  @Test
  void saysOfEachConditionThatThereIsNoProblemAtTheStart() {
    assertThat(detecting().problems.standing().conditions())
        .isNotEmpty()
        .allSatisfy(
            condition -> {
              assertThat(condition.status()).isEqualTo("False");
              assertThat(condition.reason()).isEqualTo("No" + condition.type());
              assertThat(condition.lastTransitionTime()).isEqualTo(MovedClock.START);
            })
        .extracting("type")
        .contains("KernelDeadlock", "ReadonlyFilesystem", "KubeletUnhealthy");
  }

  @Test
  void raisesTheConditionOfAHungTaskAndKeepsItsTransitionTime() {
    Detecting detecting = detecting().pass(Duration.ofMinutes(1)).kernel(HUNG);
    Instant since = detecting.clock.instant();
    detecting.pass(Duration.ofMinutes(2)).kernel(HUNG);
    assertThat(detecting.condition("KernelDeadlock").status()).isEqualTo("True");
    assertThat(detecting.condition("KernelDeadlock").reason()).isEqualTo("TaskHung");
    assertThat(detecting.condition("KernelDeadlock").message()).contains("dd (pid 1234)");
    assertThat(detecting.condition("KernelDeadlock").lastTransitionTime()).isEqualTo(since);
    assertThat(detecting.active())
        .singleElement()
        .satisfies(problem -> assertThat(problem.count()).isEqualTo(2));
  }

  @Test
  void clearsItAfterTheQuietTimeAndNotBefore() {
    Detecting detecting = detecting().kernel(HUNG).pass(Duration.ofMinutes(30));
    assertThat(detecting.condition("KernelDeadlock").status()).isEqualTo("True");
    detecting.pass(Duration.ofSeconds(1));
    assertThat(detecting.condition("KernelDeadlock").status()).isEqualTo("False");
    assertThat(detecting.condition("KernelDeadlock").reason()).isEqualTo("NoKernelDeadlock");
    assertThat(detecting.active()).isEmpty();
    assertThat(detecting.recent()).extracting(ReportedProblem::code).containsExactly("TaskHung");
    assertThat(detecting.recent().getFirst().cleared())
        .isEqualTo(MovedClock.START.plus(Duration.ofMinutes(30)));
  }

  @Test
  void clearsByTheKernelsWordForTheSameDeviceOnly() {
    Detecting detecting = detecting().kernel(READ_ONLY);
    detecting.kernel("EXT4-fs (sdb1): re-mounted 5f0c r/w. Quota mode: none.");
    assertThat(detecting.condition("ReadonlyFilesystem").status()).isEqualTo("True");
    detecting.kernel("EXT4-fs (sda1): re-mounted 5f0c r/w. Quota mode: none.");
    assertThat(detecting.condition("ReadonlyFilesystem").status()).isEqualTo("False");
  }

  @Test
  void clearsWhatAProbeNoLongerFindsAndKeepsWhatItFinds() {
    Detecting detecting = detecting().kernel(READ_ONLY).pass(Duration.ofSeconds(30));
    Sighting there = new Sighting(Map.of("device", "sda1"), "/proc/1/mountinfo", "/ ext4 ro");
    detecting.problems.judge(judgement(detecting, "FilesystemIsReadOnly", there));
    assertThat(detecting.active())
        .singleElement()
        .satisfies(problem -> assertThat(problem.count()).isEqualTo(1));
    detecting.pass(Duration.ofSeconds(30));
    detecting.problems.judge(judgement(detecting, "FilesystemIsReadOnly"));
    assertThat(detecting.condition("ReadonlyFilesystem").status()).isEqualTo("False");
  }

  @Test
  void aProbeThatLookedBeforeTheKernelSpokeClearsNothing() {
    Detecting detecting = detecting();
    Judgement before = judgement(detecting, "FilesystemIsReadOnly");
    detecting.kernel(READ_ONLY).problems.judge(before);
    assertThat(detecting.condition("ReadonlyFilesystem").status()).isEqualTo("True");
  }

  @Test
  void wantsKubeletToFailTwiceInARow() {
    Detecting detecting = detecting();
    Sighting down = new Sighting(Map.of(), "http://127.0.0.1:10248/healthz", "refused");
    detecting.problems.judge(judgement(detecting, "KubeletUnhealthy", down));
    assertThat(detecting.condition("KubeletUnhealthy").status()).isEqualTo("False");
    detecting.pass(Duration.ofSeconds(30));
    detecting.problems.judge(judgement(detecting, "KubeletUnhealthy", down));
    assertThat(detecting.condition("KubeletUnhealthy").status()).isEqualTo("True");
    detecting.pass(Duration.ofSeconds(30));
    detecting.problems.judge(judgement(detecting, "KubeletUnhealthy"));
    assertThat(detecting.condition("KubeletUnhealthy").status()).isEqualTo("False");
  }

  private static Judgement judgement(Detecting detecting, String code, Sighting... sightings) {
    return new Judgement(code, detecting.clock.instant(), List.of(sightings));
  }

  @Test
  void namesThePodOfAnOomKill() throws IOException {
    Files.createDirectories(root.resolve("var/log/pods/shop_cart-0_" + UID));
    Files.createDirectories(root.resolve("var/log/containers"));
    Files.createFile(root.resolve("var/log/containers/cart-0_shop_main-" + ID + ".log"));
    Detecting detecting = detecting().kernel("memory: usage 24576kB, limit 24576kB, failcnt 3");
    detecting
        .kernel(OOM)
        .kernel("Memory cgroup out of memory: Killed process 12 (java) total-vm:1kB");
    ReportedProblem oom = detecting.active().getFirst();
    assertThat(oom.object()).isEqualTo(new PodObject("shop", "cart-0", UID, "main", ID));
    assertThat(oom.count()).isEqualTo(1);
    assertThat(oom.message()).endsWith("at a limit of 24576 KiB (pod shop/cart-0, container main)");
    detecting.reporter.step();
    assertThat(detecting.api.events.values())
        .extracting(event -> event.target().getClass().getSimpleName())
        .containsExactly("OnNode", "OnPod");
  }

  @Test
  void knowsThePodsUidWhereItsNameIsGone() {
    Detecting detecting = detecting().kernel(OOM);
    assertThat(detecting.active().getFirst().object())
        .isEqualTo(new PodObject("", "", UID, "", ID));
    detecting.reporter.step();
    assertThat(detecting.api.events).hasSize(1);
  }

  @Test
  void endsWhatTheKernelSaidBeforeTheReboot() {
    Detecting detecting = detecting().kernel("kernel BUG at mm/slub.c:4023!");
    detecting.pass(Duration.ofDays(7));
    assertThat(detecting.condition("KernelDeadlock").status()).isEqualTo("True");
    detecting.problems.boot("boot-2");
    assertThat(detecting.condition("KernelDeadlock").status()).isEqualTo("False");
  }

  @Test
  void isBoundedHoweverManyDevicesAreNamed() {
    Detecting detecting = detecting();
    for (int i = 0; i < 5000; i++) {
      detecting.kernel("I/O error, dev x" + i + ", sector 1 op 0x0:(READ)");
    }
    assertThat(detecting.problems.lives.all()).hasSizeLessThanOrEqualTo(Lives.MOST + 1);
    assertThat(detecting.active()).hasSize(NodeProblems.MOST_REPORTED);
    detecting.reporter.step();
    assertThat(detecting.api.events).hasSize(EventLog.BURST);
    assertThat(detecting.sample("kdiag_problem_detector_events_shed_total")).isGreaterThan(4000);
    assertThat(detecting.sample("problem_counter", "reason", "IOError")).isEqualTo(5000);
  }

  @Test
  void keepsSecretsAndLongTextsOutOfWhatItSays() {
    Detecting detecting = detecting().kernel(HUNG + " --token=abcdefghijkl " + "x".repeat(5000));
    String quote = detecting.active().getFirst().evidence().getFirst().quote();
    assertThat(quote).hasSizeLessThanOrEqualTo(Wording.MOST_TEXT).doesNotContain("abcdefghijkl");
  }

  @Test
  void countsUnderNodeProblemDetectorsNames() {
    Detecting detecting = detecting().kernel(HUNG).kernel("nothing of note");
    assertThat(detecting.sample("problem_counter", "reason", "TaskHung")).isEqualTo(1);
    assertThat(detecting.sample("problem_counter", "reason", "OOMKilling")).isZero();
    assertThat(detecting.sample("problem_gauge", "type", "KernelDeadlock", "reason", "TaskHung"))
        .isEqualTo(1);
    assertThat(detecting.sample("problem_gauge", "type", "KernelDeadlock", "reason", "KernelBug"))
        .isZero();
    assertThat(detecting.sample("kdiag_problem_detector_records_total")).isEqualTo(2);
    assertThat(detecting.sample("kdiag_problem_detector_matches_total")).isEqualTo(1);
  }
}
