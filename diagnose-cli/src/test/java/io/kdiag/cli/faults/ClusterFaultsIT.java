package io.kdiag.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Real faults of a real one-node cluster on this machine, started by the script that {@code
 * KDIAG_TESTCLUSTER} names: each is the first finding, and gone after it is undone.
 */
final class ClusterFaultsIT {
  private static final @Nullable String CLUSTER = System.getenv("KDIAG_TESTCLUSTER");
  private static final String RUN = "/var/lib/testcluster";
  private static final String KUBECTL =
      "KUBECONFIG=" + RUN + "/admin.kubeconfig /var/cache/testcluster/bin/kubectl ";

  @BeforeAll
  static void startsTheClusterWithOneHealthyPod() {
    assumeTrue(CLUSTER != null, "left out: KDIAG_TESTCLUSTER names no test cluster script");
    Shell.Result up = Shell.attempt(List.of("timeout", "900", "" + CLUSTER, "up"));
    assertThat(up.exit()).as(up.err()).isZero();
    Shell.run(KUBECTL + "create namespace faults");
    pod("calm", "sleep 3600", "", "Always");
    Shell.run(KUBECTL + "wait -n faults --for=condition=Ready pod/calm --timeout=90s");
    Shell.run("dmesg --clear");
    KdiagRun calm = KdiagRun.until(20, r -> r.exit() != 3, "--for", "1s");
    assertThat(calm.exit()).as("%s", calm.diagnosis()).isNotEqualTo(3);
    KdiagRun.takesTheMachineAsItIs();
  }

  @AfterAll
  static void takesThePodsAway() {
    if (CLUSTER != null) {
      Shell.run(KUBECTL + "delete namespace faults --wait=false; dmesg --clear");
    }
  }

  @Test
  void findsNothingCriticalOnAHealthyNode() {
    KdiagRun run = KdiagRun.until(10, r -> r.exit() != 3, "--for", "1s");
    assertThat(run.exit()).as("%s", run.diagnosis()).isNotEqualTo(3);
  }

  @Test
  void findsThatKubeletIsStopped() {
    part("stop", "kubelet");
    try {
      assertFirst("KubeletDown");
    } finally {
      part("start", "kubelet");
    }
    assertGone("KubeletDown");
  }

  @Test
  void findsThatContainerdIsStopped() {
    part("stop", "containerd");
    try {
      assertFirst("RuntimeDown");
    } finally {
      part("start", "containerd");
    }
    assertGone("RuntimeDown");
  }

  @Test
  void findsThatTheNetworkConfigurationIsGone() {
    Shell.run("mv " + RUN + "/cni/10-bridge.conflist " + RUN + "/10-bridge.conflist");
    try {
      assertFirst("CniConfigurationMissing");
    } finally {
      // containerd 1.6 reads it again when it is written, not when it is moved in.
      Shell.run("cp " + RUN + "/10-bridge.conflist " + RUN + "/cni/10-bridge.conflist");
    }
    assertGone("CniConfigurationMissing");
    assertGone("PodNetworkNotReady");
  }

  @Test
  void findsACrashLoopWithItsLastWords() {
    pod("cart", "echo 'fatal: cannot open /etc/cart.conf: no such file'; exit 1", "", "Always");
    try {
      KdiagRun run = until("ContainerCrashLooping");
      assertThat(run.first()).as("%s", run.diagnosis()).contains("faults/cart");
      assertThat(run.firstCause()).contains("cart.conf");
    } finally {
      Shell.run(KUBECTL + "delete pod -n faults cart --grace-period=0 --force");
    }
    assertGone("ContainerCrashLooping");
  }

  @Test
  void findsAnOutOfMemoryKillWithItsPodAndLimit() {
    pod("hungry", "tail /dev/zero", "\"resources\":{\"limits\":{\"memory\":\"24Mi\"}},", "Never");
    try {
      KdiagRun run = until("OutOfMemoryKills");
      assertThat(run.first()).as("%s", run.diagnosis()).contains("hungry");
      assertThat(run.firstCause()).contains("tail").contains("24");
    } finally {
      Shell.run(KUBECTL + "delete pod -n faults hungry --grace-period=0 --force; dmesg --clear");
    }
    assertGone("OutOfMemoryKills");
  }

  private static void part(String verb, String name) {
    Shell.Result result = Shell.attempt(List.of("" + CLUSTER, verb, name));
    assertThat(result.exit()).as(result.err()).isZero();
  }

  private static void pod(String name, String command, String settings, String restartPolicy) {
    String json =
        """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s","namespace":"faults"},
        "spec":{"restartPolicy":"%s","terminationGracePeriodSeconds":0,"containers":[{"name":"main",%s
        "image":"kdiag.test/busybox:1","imagePullPolicy":"Never","command":["sh","-c","%s"]}]}}"""
            .formatted(name, restartPolicy, settings, command);
    Shell.run(KUBECTL + "apply -f - <<'POD'\n" + json + "\nPOD");
  }

  private static void assertFirst(String code) {
    KdiagRun run = until(code);
    assertThat(run.first()).as("%s", run.diagnosis()).startsWith(code + " ");
    assertThat(run.exit()).isEqualTo(3);
  }

  /**
   * kubelet and the kubelet's back-off take their time: up to about two minutes of looking, one run
   * after the other.
   */
  private static KdiagRun until(String code) {
    return KdiagRun.until(80, r -> r.first().startsWith(code + " "), "--for", "1s");
  }

  private static void assertGone(String code) {
    KdiagRun run = KdiagRun.until(60, r -> !r.codes().contains(code), "--for", "1s");
    assertThat(run.codes()).as("%s", run.diagnosis()).doesNotContain(code);
  }
}
