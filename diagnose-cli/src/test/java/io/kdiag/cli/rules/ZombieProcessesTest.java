package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.ProcessStat;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZombieProcessesTest {
  private final ZombieProcesses rule = new ZombieProcesses();

  private static List<ProcessStat> zombies(int count, ProcessStat parent, int spread) {
    List<ProcessStat> processes = new ArrayList<>(List.of(parent));
    for (int i = 0; i < count; i++) {
      ProcessStat zombie = Machines.process(1000 + i, "sh", 'Z', 0, 0);
      processes.add(TestEvidence.with(zombie, "parent", parent.pid() + i * spread));
    }
    return processes;
  }

  @Test
  void namesTheParentThatDoesNotAskAfterItsChildren() {
    ProcessStat parent = Machines.process(77, "supervisor", 'S', 1, 1);
    Finding finding =
        Found.only(rule, TestEvidence.healthy().both("processes", zombies(20, parent, 0)));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.object()).isEqualTo("process/77");
    assertThat(finding.cause()).startsWith("supervisor (pid 77) leaves 20 ended children unasked");
    assertThat(finding.evidence().get(0).text()).contains("sh (pid 1000), sh (pid 1001)");
  }

  @Test
  void namesTheContainerOfTheParent() {
    Finding finding =
        Found.only(
            rule,
            TestEvidence.healthy()
                .host("containers", List.of(Machines.cart()))
                .both("processes", zombies(30, Machines.inCart(77, "node", 1, 1), 0)));
    assertThat(finding.object()).isEqualTo("container/shop/cart-0/app");
    assertThat(finding.remedies().get(1).command()).isEqualTo("kubectl delete pod cart-0 -n shop");
  }

  @Test
  void isSilentAboutNineteenAndAboutManyParentsWithOneEach() {
    ProcessStat parent = Machines.process(77, "make", 'S', 1, 1);
    Found.silent(rule, TestEvidence.healthy().both("processes", zombies(19, parent, 0)));
    Found.silent(rule, TestEvidence.healthy().both("processes", zombies(40, parent, 1)));
  }

  @Test
  void isSilentAboutZombiesThatJustEnded() {
    ProcessStat parent = Machines.process(77, "make", 'S', 1, 1);
    Found.silent(
        rule,
        TestEvidence.healthy()
            .first("processes", List.of(parent))
            .last("processes", zombies(40, parent, 0)));
  }

  @Test
  void isSilentWithoutProcesses() {
    ProcessStat parent = Machines.process(77, "make", 'S', 1, 1);
    Found.silentWithout(
        rule, TestEvidence.healthy().both("processes", zombies(40, parent, 0)), "processes");
  }
}
