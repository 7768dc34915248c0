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
import java.util.ArrayList;
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
              assertThat(condition.reason()).isNotEqualTo(condition.type()).isNotBlank();
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
    assertThat(detecting.condition("KernelDeadlock").reason()).isEqualTo("KernelHasNoDeadlock");
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

  private static final String[] OOPS = {
    "BUG: kernel NULL pointer dereference, address: 0000000000000000",
    "#PF: supervisor write access in kernel mode",
    "#PF: error_code(0x0002) - not-present page",
    "Oops: 0002 [#1] PREEMPT SMP NOPTI",
    "CPU: 0 PID: 143 Comm: bash Not tainted 6.1.0-26-amd64 #1  Debian 6.1.112-1",
    "RIP: 0010:sysrq_handle_crash+0x16/0x20",
    "RIP: 0033:0x7f1f5a4ff240"
  };

  @Test
  void anOopsIsOneProblemThatNamesFunctionAndProcess() {
    Detecting detecting = detecting();
    for (String line : OOPS) {
      detecting.kernel(line);
    }
    assertThat(detecting.active())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.count()).isEqualTo(1);
              assertThat(problem.message())
                  .isEqualTo(
                      "The kernel hit a fatal error of its own in sysrq_handle_crash and killed the"
                          + " thread that ran into it (bash)");
              assertThat(problem.evidence()).hasSize(4);
            });
    assertThat(detecting.condition("KernelDeadlock").message()).contains("sysrq_handle_crash");
    detecting.pass(Duration.ofSeconds(10)).kernel(OOPS[0]);
    assertThat(detecting.active()).singleElement().extracting("count").isEqualTo(2L);
  }

  @Test
  void linesOfABlockAloneShowNothing() {
    Detecting detecting = detecting().kernel(OOPS[4]).kernel(OOPS[5]);
    assertThat(detecting.active()).isEmpty();
  }

  @Test
  void aHungTaskIsThePodsWhoseProcessItIs() throws IOException {
    String uid = "0c1f7a3e-0000-4000-8000-000000000001";
    Files.createDirectories(root.resolve("var/log/pods/shop_cart-0_" + uid));
    Files.createDirectories(root.resolve("proc/1234"));
    Files.writeString(
        root.resolve("proc/1234/cgroup"), "4:memory:/kubepods/burstable/pod" + uid + "/4a5b\n");
    Detecting detecting = detecting();
    detecting.kernel("INFO: task dd:1234 blocked for more than 120 seconds.");
    assertThat(detecting.active()).singleElement().extracting("object.name").isEqualTo("cart-0");
  }

  @Test
  void anIoErrorIsThePodsWhoseVolumeIsOnTheDisk() throws IOException {
    String uid = "0c1f7a3e-0000-4000-8000-000000000001";
    Files.createDirectories(root.resolve("var/log/pods/shop_cart-0_" + uid));
    Files.createDirectories(root.resolve("sys/class/block/sdb/sdb1"));
    Files.writeString(root.resolve("sys/class/block/sdb/sdb1/dev"), "8:17\n");
    Files.createDirectories(root.resolve("proc/1"));
    Files.writeString(
        root.resolve("proc/1/mountinfo"),
        "27 1 8:17 / /var/lib/kubelet/pods/%s/volumes/kubernetes.io~csi/d rw - ext4 /dev/sdb1 rw\n"
            .formatted(uid));
    Detecting detecting = detecting().kernel("I/O error, dev sdb, sector 1 op 0x0:(READ)");
    assertThat(detecting.active()).singleElement().extracting("object.name").isEqualTo("cart-0");
    detecting.kernel("I/O error, dev sdc, sector 1 op 0x0:(READ)");
    assertThat(detecting.active()).filteredOn(problem -> problem.object() == null).hasSize(1);
  }

  @Test
  void aFloodIsShedAndCounted() {
    Detecting detecting = detecting();
    for (int i = 0; i < FloodGate.MOST + 10; i++) {
      detecting.kernel("I/O error, dev sda, sector 1 op 0x0:(READ)");
    }
    assertThat(detecting.sample("kdiag_problem_detector_lines_shed_total")).isEqualTo(10);
    assertThat(detecting.sample("problem_counter", "reason", "IOError")).isEqualTo(FloodGate.MOST);
    FloodProbe probe = new FloodProbe(detecting.problems);
    probe.look(detecting.clock.instant());
    for (int second = 0; second < 30; second++) {
      detecting.pass(Duration.ofSeconds(1));
      for (int i = 0; i < 600; i++) {
        detecting.kernel("nothing of interest");
      }
    }
    probe.look(detecting.clock.instant()).forEach(detecting.problems::judge);
    assertThat(detecting.active())
        .filteredOn(problem -> problem.code().equals("LogFlood"))
        .singleElement()
        .extracting("message")
        .isEqualTo("/dev/kmsg is flooded with lines (600 a second)");
    detecting.pass(Duration.ofSeconds(30));
    probe.look(detecting.clock.instant()).forEach(detecting.problems::judge);
    assertThat(detecting.active()).noneMatch(problem -> problem.code().equals("LogFlood"));
  }

  @Test
  void thePartsOfTheDetectorThatFailAreAProblemUntilTheyWork() {
    Detecting detecting = detecting();
    List<String> complaints = new ArrayList<>(List.of("no /dev/kmsg"));
    SelfProbe probe = new SelfProbe(List.of(new SelfProbe.Part("kernel-log", () -> complaints)));
    for (int i = 0; i < 2; i++) {
      detecting.pass(Duration.ofSeconds(30));
      probe.look(detecting.clock.instant()).forEach(detecting.problems::judge);
    }
    assertThat(detecting.condition("DetectorDegraded").status()).isEqualTo("True");
    complaints.clear();
    detecting.pass(Duration.ofSeconds(30));
    probe.look(detecting.clock.instant()).forEach(detecting.problems::judge);
    assertThat(detecting.condition("DetectorDegraded").status()).isEqualTo("False");
  }
}
