package io.kdiag.cli.rules;

import static io.kdiag.cli.TestEvidence.BOOTED;
import static io.kdiag.cli.TestEvidence.NOW;
import static io.kdiag.cli.TestEvidence.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.detector.Occurrence;
import io.kdiag.detector.Problem;
import io.kdiag.detector.Remedy;
import io.kdiag.detector.Severity;
import io.kdiag.host.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class KernelProblemTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final KernelProblem rule =
      new KernelProblem(
          List.of(
              problem("IOError", Optional.of(HOUR), "Disk {device} fails"),
              problem("FilesystemIsReadOnly", Optional.empty(), "{device} is read-only"),
              problem("TaskHung", Optional.of(HOUR), "{process} hangs ({nothing})"),
              problem("NicDown", Optional.of(HOUR), "{interface} is down"),
              problem("ForkRejectedByPids", Optional.of(HOUR), "{cgroup} may not fork"),
              problem("KernelOops", Optional.of(HOUR), "The kernel is broken"),
              problem("OOMKilling", Optional.of(HOUR), "OOM")));

  @Test
  void takesCodeSeverityTitleAndRemediesFromTheCatalogue() {
    Finding finding =
        rule.find(seen("IOError", Map.of("device", "sda"), 3, NOW.minusSeconds(120), false))
            .getFirst();
    assertThat(finding.code()).isEqualTo("IOError");
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.object()).isEqualTo("disk/sda");
    assertThat(finding.cause()).isEqualTo("Disk sda fails (3 times, last 2.0 min ago)");
    assertThat(finding.evidence())
        .containsExactly(new Finding.Quote(NOW.minusSeconds(120), "/dev/kmsg", "the line"));
    assertThat(finding.remedies()).extracting(Remedy::command).containsExactly("smartctl sda");
    assertThat(rule.explains(finding)).contains("Ext4Error", "FilesystemReadOnly");
  }

  @Test
  void namesTheObjectByTheDetails() {
    assertThat(object("TaskHung", Map.of("process", "java"))).isEqualTo("process/java");
    assertThat(object("NicDown", Map.of("interface", "eth0"))).isEqualTo("interface/eth0");
    assertThat(object("KernelOops", Map.of())).isEqualTo("node/k8s-node-1");
  }

  @Test
  void namesTheContainerWhoseCgroupItIs() {
    Finding finding = rule.find(ofContainer()).getFirst();
    assertThat(finding.object()).isEqualTo("container/shop/cart-0/app");
    assertThat(finding.cause())
        .isEqualTo("container app of pod shop/cart-0 may not fork (0 ms ago)");
    assertThat(object("ForkRejectedByPids", Map.of("cgroup", "/batch"))).isEqualTo("cgroup//batch");
  }

  private static Evidence ofContainer() {
    Map<String, String> cgroup = Map.of("cgroup", Machines.CONTAINER_CGROUP);
    Occurrence rejected =
        new Occurrence("ForkRejectedByPids", cgroup, 1, NOW, NOW, false, List.of());
    return healthy()
        .host("problems", List.of(rejected))
        .host("containers", List.of(Machines.cart()))
        .build();
  }

  @Test
  void putsANameInCapitalsForWhatIsNotKnown() {
    Evidence evidence = seen("TaskHung", Map.of("process", "java"), 1, NOW, false);
    assertThat(rule.find(evidence).getFirst().cause()).isEqualTo("java hangs (NOTHING) (0 ms ago)");
  }

  @Test
  void tellsWhatHasBeenQuietForLongEnoughAsHistory() {
    Evidence quiet = seen("TaskHung", Map.of(), 1, NOW.minus(HOUR).minusSeconds(1), false);
    assertThat(rule.find(quiet)).isEmpty();
    assertThat(rule.history(quiet)).hasSize(1);
    Evidence recent = seen("TaskHung", Map.of(), 1, NOW.minus(HOUR), false);
    assertThat(rule.find(recent)).hasSize(1);
    assertThat(rule.history(recent)).isEmpty();
  }

  @Test
  void tellsWhatWasClearedAsHistory() {
    Evidence cleared = seen("NicDown", Map.of("interface", "eth0"), 1, NOW, true);
    assertThat(rule.find(cleared)).isEmpty();
    assertThat(rule.history(cleared)).hasSize(1);
  }

  @Test
  void holdsWhatHasNoQuietTimeUntilTheNextBoot() {
    Map<String, String> device = Map.of("device", "sda1");
    Instant longAgo = BOOTED.plusSeconds(60);
    assertThat(rule.find(seen("FilesystemIsReadOnly", device, 1, longAgo, false))).hasSize(1);
    Instant before = BOOTED.minusSeconds(60);
    assertThat(rule.find(seen("FilesystemIsReadOnly", device, 1, before, false))).isEmpty();
  }

  @Test
  void leavesOomKillsToTheirOwnRule() {
    assertThat(rule.find(seen("OOMKilling", Map.of(), 1, NOW, false))).isEmpty();
    assertThat(rule.history(seen("OOMKilling", Map.of(), 1, NOW, true))).isEmpty();
  }

  @Test
  void isSilentWhereTheLogIsCleanOrCannotBeRead() {
    assertThat(rule.find(healthy().build())).isEmpty();
    Reading<List<Occurrence>> unreadable = Reading.unreadable("/dev/kmsg", "EPERM");
    assertThat(rule.find(healthy().host("problems", unreadable).build())).isEmpty();
  }

  private String object(String code, Map<String, String> details) {
    return rule.find(seen(code, details, 1, NOW, false)).getFirst().object();
  }

  private static Evidence seen(
      String code, Map<String, String> details, long count, Instant last, boolean cleared) {
    List<Occurrence.Line> lines = List.of(new Occurrence.Line(last, "the line"));
    return healthy()
        .host("problems", List.of(new Occurrence(code, details, count, last, last, cleared, lines)))
        .build();
  }

  private static Problem problem(String code, Optional<Duration> quiet, String title) {
    return new Problem(
        code,
        Severity.CRITICAL,
        Optional.empty(),
        Problem.Source.KERNEL,
        List.of(),
        List.of(),
        List.of(),
        quiet,
        "",
        1,
        HOUR,
        title,
        "",
        List.of(new Remedy("Look at it", "smartctl {device}", Remedy.Risk.READ_ONLY, "", "")),
        List.of(),
        List.of());
  }
}
