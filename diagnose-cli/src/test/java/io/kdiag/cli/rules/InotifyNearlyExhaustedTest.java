package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.InotifyUse;
import org.junit.jupiter.api.Test;

class InotifyNearlyExhaustedTest {
  private final InotifyNearlyExhausted rule = new InotifyNearlyExhausted();

  private static TestEvidence use(long instances, long watches, int unread) {
    return TestEvidence.healthy()
        .both("inotify", new InotifyUse(128, 8192, instances, watches, 0, unread));
  }

  @Test
  void warnsWhenInstancesRunOut() {
    Finding finding = Found.only(rule, use(128, 10, 3));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.object()).isEqualTo("node/k8s-node-1");
    assertThat(finding.cause()).startsWith("user 0 has 128 of 128 inotify instances");
    assertThat(finding.notChecked()).containsExactly("3 processes could not be looked into");
  }

  @Test
  void warnsWhenWatchesRunOut() {
    Finding finding = Found.only(rule, use(10, 8000, 0));
    assertThat(finding.cause()).contains("8000 of 8192 inotify watches");
    assertThat(finding.notChecked()).isEmpty();
  }

  @Test
  void isSilentUpToNinetyPercentAndWhereNothingCouldBeCounted() {
    Found.silent(rule, use(115, 7372, 0));
    Found.silent(rule, use(-1, -1, 50));
  }

  @Test
  void isSilentWithoutInotify() {
    Found.silentWithout(rule, use(128, 8192, 0), "inotify");
  }
}
