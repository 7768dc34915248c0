package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.engine.Engine;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.detector.Severity;
import org.junit.jupiter.api.Test;

class ClusterDnsDownTest {
  private final ClusterDnsDown rule = new ClusterDnsDown();

  private static TestCluster down() {
    return TestCluster.healthy()
        .change("Endpoints kube-system/kube-dns", "subsets", "[]")
        .crashLooping("kube-system/coredns-0", 1);
  }

  @Test
  void isCriticalAndQuotesALoop() {
    Finding finding =
        Found.only(
            rule,
            down()
                .says(
                    "kube-system/coredns-0",
                    "[FATAL] plugin/loop: Loop (127.0.0.1:5 -> :53) detected for zone"));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.evidence()).anyMatch(each -> each.text().contains("plugin/loop"));
  }

  @Test
  void isFoldedUnderWhatIsWrongWithItsPodsWhichIsThenCritical() {
    Finding first = Engine.diagnose(down().build(), Rules.ALL).findings().getFirst();
    assertThat(first.object()).isEqualTo("pod/kube-system/coredns-0");
    assertThat(first.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(first.symptoms()).anyMatch(each -> each.code().equals("ClusterDnsDown"));
  }

  @Test
  void isSilentWhereOneAnswersOrEndpointsWereNotRead() {
    Found.silent(rule, TestCluster.healthy());
    Found.silent(rule, down().unread(Kind.ENDPOINTS));
  }
}
