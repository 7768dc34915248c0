package io.kdiag.cli.rules;

import static io.kdiag.cli.TestEvidence.NOW;
import static io.kdiag.cli.TestEvidence.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence.ContainerState;
import io.kdiag.cli.evidence.HostEvidence.LogGroup;
import io.kdiag.detector.Severity;
import io.kdiag.host.Reading;
import io.kdiag.host.containerlog.ContainerLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ContainerCrashLoopingTest {
  private final ContainerCrashLooping rule = new ContainerCrashLooping();

  @Test
  void namesTheContainerAndItsMostFrequentError() {
    assertThat(rule.find(container("shop", 7, false, 2, 7)))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.WARNING))
        .satisfies(f -> assertThat(f.object()).isEqualTo("container/shop/cart-0/app"))
        .satisfies(
            f ->
                assertThat(f.cause())
                    .isEqualTo(
                        "Container app of pod shop/cart-0 ends soon after each start (7 restarts,"
                            + " the last 2.0 min ago); it says: \"cannot reach db:5432\""))
        .satisfies(f -> assertThat(f.since()).isEqualTo(NOW.minusSeconds(420)));
  }

  @Test
  void isCriticalForTheClustersOwnPods() {
    assertThat(rule.find(container("kube-system", 7, true, 2, 7)).getFirst().severity())
        .isEqualTo(Severity.CRITICAL);
  }

  @Test
  void isSilentWhereARunHasLastedTenMinutes() {
    assertThat(rule.find(container("shop", 7, true, 11, 16))).isEmpty();
  }

  @Test
  void isSilentWhereItRanLongBeforeItsLastEnd() {
    assertThat(rule.find(container("shop", 7, true, 2, 200))).isEmpty();
  }

  @Test
  void isSilentBelowThreeRestartsAndWhereItEndedLongAgo() {
    assertThat(rule.find(container("shop", 2, false, 2, 7))).isEmpty();
    assertThat(rule.find(container("shop", 7, false, 25, 30))).isEmpty();
  }

  @Test
  void wantsMoreRestartsWhereOnlyOneStartIsKnown() {
    assertThat(rule.find(container("shop", 4, false, 2))).isEmpty();
    assertThat(rule.find(container("shop", 5, true, 2))).isEmpty();
    assertThat(rule.find(container("shop", 5, false, 2))).hasSize(1);
    assertThat(rule.find(container("shop", 5, false))).isEmpty();
  }

  @Test
  void isSilentOnAPlainMachineAndWhereLogsCannotBeRead() {
    assertThat(rule.find(healthy().build())).isEmpty();
    Reading<List<ContainerState>> unreadable = Reading.unreadable("/var/log/pods", "EACCES");
    assertThat(rule.find(healthy().host("containers", unreadable).build())).isEmpty();
  }

  private static Evidence container(
      String namespace, int restarts, boolean running, int... minutesAgo) {
    List<Instant> starts = new ArrayList<>();
    for (int minutes : minutesAgo) {
      starts.add(NOW.minusSeconds(60L * minutes));
    }
    ContainerLog log =
        new ContainerLog(namespace, "cart-0", "u", "app", restarts, null, List.of("/l/7.log"), NOW);
    List<LogGroup> errors =
        List.of(
            new LogGroup("bye", 1, NOW, NOW), new LogGroup("cannot reach db:5432", 9, NOW, NOW));
    ContainerState state = new ContainerState(log, starts, running, errors);
    return healthy().node().host("containers", List.of(state)).build();
  }
}
