package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.evidence.kube.Kind;
import org.junit.jupiter.api.Test;

class VolumeMountFailingTest {

  private final VolumeMountFailing rule = new VolumeMountFailing();

  private static TestCluster creating(String reason, String message) {
    return TestCluster.healthy()
        .pod("shop/web", "status.phase", "Pending", "status.startTime", "-1m")
        .waiting("shop/web", "ContainerCreating", "")
        .warning("Pod shop/web", reason, message);
  }

  private String cause(String reason, String message) {
    return Found.only(rule, creating(reason, message)).cause();
  }

  @Test
  void saysWhatKeepsTheVolumeAway() {
    assertThat(
            cause(
                "FailedAttachVolume",
                "Multi-Attach error for volume \"pvc-1\" Volume is already exclusively attached to one"
                    + " node and can't be attached to another"))
        .isEqualTo(
            "it does not start, as its volume pvc-1 cannot be attached to node k8s-node-1: it is still"
                + " in use on another node, and may be on one at a time only");
    assertThat(
            cause(
                "FailedMount",
                "MountVolume.SetUp failed for volume \"v\" : hostPath type check failed: /nosuch is not"
                    + " a directory"))
        .endsWith("no such path of that type on the node: /nosuch is not a directory");
    assertThat(
            cause(
                "FailedMount",
                "MountVolume.SetUp failed for volume \"v\" : mount failed: exit status 32\nMounting"
                    + " command: mount\nOutput: mount: /x: unknown filesystem type 'nfs'.\n"))
        .contains("lacks what it takes", "unknown filesystem type 'nfs'");
    assertThat(
            cause(
                "FailedMount",
                "MountVolume.NewMounter initialization failed for volume \"v\" : volume mode"
                    + " \"Ephemeral\" not supported by driver x.csi.io (no CSIDriver object)"))
        .contains("its CSI driver is not on the node");
  }

  @Test
  void prefersTheReasonToTheTimeThatWentBy() {
    TestCluster cluster =
        creating(
                "FailedMount",
                "Unable to attach or mount volumes: unmounted volumes=[v]: timed out waiting for the"
                    + " condition")
            .warning(
                "Pod shop/web",
                "FailedMount",
                "MountVolume.SetUp failed for volume \"v\" : mount.nfs: access denied by server");
    assertThat(Found.only(rule, cluster).cause()).contains("the storage server refuses");
  }

  @Test
  void leavesConfigurationToAnother() {
    Found.silent(
        rule,
        creating(
            "FailedMount", "MountVolume.SetUp failed for volume \"v\" : secret \"tls\" not found"));
  }

  @Test
  void isSilentOfTheHealthyAndTheUnread() {
    Found.silent(rule, TestCluster.healthy());
    Found.silent(rule, creating("FailedMount", "x").unread(Kind.POD));
  }
}
