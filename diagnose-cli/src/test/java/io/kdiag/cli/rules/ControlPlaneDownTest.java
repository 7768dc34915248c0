package io.kdiag.cli.rules;

import static io.kdiag.cli.TestEvidence.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Severity;
import io.kdiag.detector.probe.ProbeResult.Kind;
import io.kdiag.detector.probe.ProbeResult.Outcome;
import org.junit.jupiter.api.Test;

final class ControlPlaneDownTest {
  private final ControlPlaneDown rule = new ControlPlaneDown();

  private static final String UNIT = "systemd unit /usr/lib/systemd/system/etcd.service";

  @Test
  void reportsEachPartThatDoesNotRun() {
    assertThat(
            rule.find(
                healthy()
                    .part("etcd", UNIT, 0, "wal: max entry size limit exceeded")
                    .part("kube-apiserver", "static pod /etc/kubernetes/manifests/a.yaml", 0)
                    .part("kube-scheduler", "process", 5)
                    .build()))
        .extracting(Finding::object)
        .containsExactly("component/etcd", "static-pod/kube-apiserver");
  }

  @Test
  void saysWhatEtcdTakesWithIt() {
    Finding finding = rule.find(healthy().part("etcd", UNIT, 0, "disk full").build()).getFirst();
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.cause())
        .isEqualTo(
            "etcd is not running, though it belongs on this machine: the cluster's state can"
                + " neither be read nor changed");
    assertThat(finding.evidence()).extracting(Finding.Quote::text).contains("disk full");
    assertThat(rule.explains(finding))
        .contains("ControlPlaneUnhealthy@component/kube-apiserver")
        .doesNotContain("ControlPlaneDown@component/etcd");
  }

  @Test
  void isSilentWhereItAnswersThoughItsProcessIsNotSeen() {
    assertThat(
            rule.find(
                healthy()
                    .part("etcd", UNIT, 0)
                    .probe(Kind.ETCD, "http://127.0.0.1:2379/health", Outcome.OK, "true", 3)
                    .build()))
        .isEmpty();
  }

  @Test
  void isSilentWhereAllRunOrNoneBelongs() {
    assertThat(rule.find(healthy().part("etcd", UNIT, 4).build())).isEmpty();
    assertThat(rule.find(healthy().node().build())).isEmpty();
    assertThat(rule.find(healthy().build())).isEmpty();
  }
}
