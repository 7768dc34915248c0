package io.kdiag.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.kdiag.detector.api.NodeCondition;
import io.kdiag.host.HostRoot;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real faults of this machine and of the cluster's parts on it: each raises its condition and, once
 * mended, clears it. {@code KDIAG_TESTCLUSTER} names the script that stops and starts the parts.
 * {@code -Dkdiag.outage=300} keeps the API server away for as many seconds (default 15).
 */
final class NodeFaultsIT {
  private static final int OUTAGE = Integer.getInteger("kdiag.outage", 15);
  private static final int PATIENCE = 90;

  private static TestNode node;

  @TempDir Path root;
  private ProblemDetector detector;

  @BeforeAll
  static void findTheNode() throws Exception {
    node = TestNode.find();
  }

  @AfterAll
  static void restore() throws Exception {
    if (node != null) {
      node.restore();
    }
  }

  @BeforeEach
  void start() throws Exception {
    TestNode.run("dmesg --clear");
    TestNode.tree(root);
    ProblemDetectorConfiguration configuration =
        new ProblemDetectorConfiguration(
            true,
            "http://127.0.0.1:10248/healthz",
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            "auto",
            "http://127.0.0.1:10256",
            true,
            "auto",
            "off",
            List.of(),
            List.of());
    detector =
        new ProblemDetector(
            configuration, new HostRoot(root), TestNode.NAME, new CollectorRegistry(), node.api());
    detector.start();
  }

  @AfterEach
  void stop() {
    detector.close();
  }

  private static void testcluster(String action, String part) throws Exception {
    String script = System.getenv("KDIAG_TESTCLUSTER");
    assumeTrue(script != null, "left out: KDIAG_TESTCLUSTER names no script to stop parts with");
    assertThat(TestNode.run(script + " " + action + " " + part)).isZero();
  }

  private static void raised(String type, String code) throws Exception {
    NodeCondition condition = node.condition(type, "True", PATIENCE);
    assertThat(condition.reason()).isEqualTo(code);
  }

  private static void cleared(String type) throws Exception {
    node.condition(type, "False", PATIENCE);
  }

  /** Waits for the problem to be active or not, whatever else its condition stands for. */
  private void active(String code, boolean wanted) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
    while (isActive(code) != wanted && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    assertThat(isActive(code)).as(code + " in " + detector.document()).isEqualTo(wanted);
  }

  private boolean isActive(String code) {
    return detector.document().active().stream().anyMatch(one -> one.code().equals(code));
  }

  @Test
  void kubeletStoppedAndStarted() throws Exception {
    cleared("KubeletUnhealthy");
    testcluster("stop", "kubelet");
    try {
      raised("KubeletUnhealthy", "KubeletUnhealthy");
    } finally {
      testcluster("start", "kubelet");
    }
    cleared("KubeletUnhealthy");
  }

  @Test
  void containerdStoppedAndStarted() throws Exception {
    cleared("ContainerRuntimeUnhealthy");
    testcluster("stop", "containerd");
    try {
      raised("ContainerRuntimeUnhealthy", "ContainerRuntimeUnhealthy");
    } finally {
      testcluster("start", "containerd");
    }
    cleared("ContainerRuntimeUnhealthy");
  }

  @Test
  void kubeProxyStoppedAndStarted() throws Exception {
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3)); // one that was never seen is not missed
    testcluster("stop", "proxy");
    try {
      raised("KubeProxyUnhealthy", "KubeProxyUnhealthy");
    } finally {
      testcluster("start", "proxy");
    }
    cleared("KubeProxyUnhealthy");
  }

  @Test
  void aDiskFilledAndEmptied() throws Exception {
    assumeTrue(TestNode.run("command -v mkfs.ext4 losetup") == 0, "left out: no mkfs.ext4");
    Path image = root.resolve("image");
    Path mount = Files.createDirectory(root.resolve("mount"));
    assertThat(
            TestNode.run(
                "truncate -s 16M %s && mkfs.ext4 -q %s && mount -o loop %s %s"
                    .formatted(image, image, image, mount)))
        .isZero();
    try {
      Path large = mount.resolve("large");
      TestNode.run("head -c 20M /dev/zero > " + large + " 2>/dev/null");
      NodeCondition full = node.condition("StorageProblem", "True", PATIENCE);
      assertThat(full.reason()).isEqualTo("DiskSpaceLow");
      Files.delete(large);
      active("DiskSpaceLow", false);
      cleared("StorageProblem");
    } finally {
      TestNode.run("umount " + mount);
    }
  }

  @Test
  void aTinyConntrackTable() throws Exception {
    Path limit = Path.of("/proc/sys/net/netfilter/nf_conntrack_max");
    assumeTrue(Files.isWritable(limit), "left out: this kernel tracks no connections");
    String before = sysctl(limit);
    try {
      // Room for what there is and little more, so that nothing else on this machine is dropped.
      String count = sysctl(Path.of("/proc/sys/net/netfilter/nf_conntrack_count"));
      long entries = Long.parseLong(count.strip());
      Files.writeString(limit, Math.max(16, entries * 100 / 94) + "\n");
      active("ConntrackFull", true);
      assertThat(node.condition("NetworkProblem", "True", PATIENCE).status()).isEqualTo("True");
    } finally {
      Files.writeString(limit, before);
    }
    active("ConntrackFull", false);
  }

  /**
   * In one read: the kernel gives nothing more to a second one, and Files.readString asks a byte
   * first.
   */
  private static String sysctl(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return new String(in.readNBytes(64), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void aClockThatNobodyKeeps() throws Exception {
    boolean before = KernelClock.isSynchronised();
    assumeTrue(KernelClock.mayBeSet(), "left out: the clock's state may not be set");
    try {
      KernelClock.say(false);
      raised("NTPProblem", "NTPIsDown");
      KernelClock.say(true);
      cleared("NTPProblem");
    } finally {
      KernelClock.say(before);
    }
  }

  /** Problems come and go while nobody can be told: what is told afterwards is what holds then. */
  @Test
  void theApiServerStoppedForAWhile() throws Exception {
    String mine = String.valueOf(ProcessHandle.current().pid());
    cleared("ReadonlyFilesystem");
    node.kernel("EXT4-fs (before" + mine + "): Remounting filesystem read-only");
    node.condition("ReadonlyFilesystem", "True", PATIENCE);
    testcluster("stop", "apiserver");
    try {
      node.kernel("EXT4-fs (before" + mine + "): unmounting filesystem 5f0c.");
      node.kernel("EXT4-fs (comes" + mine + "): Remounting filesystem read-only");
      node.kernel("EXT4-fs (comes" + mine + "): unmounting filesystem 5f0c.");
      node.kernel("I/O error, dev away" + mine + ", sector 1 op 0x0:(READ)");
      node.kernel("XFS (stays" + mine + "): log I/O error -5 detected. Shutting down filesystem.");
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(OUTAGE));
    } finally {
      testcluster("start", "apiserver");
    }
    node.condition("XfsShutdown", "True", 180);
    node.condition("ReadonlyFilesystem", "False", PATIENCE);
    event("IOError", "away" + mine);
    event("XfsHasShutdown", "stays" + mine);
    event("FilesystemIsReadOnly", "comes" + mine);
    node.kernel("XFS (stays" + mine + "): Unmounting Filesystem");
    cleared("XfsShutdown");
  }

  private static void event(String code, String word) throws Exception {
    JsonNode event =
        node.event(
            "default",
            one ->
                one.path("reason").asText().equals(code)
                    && one.path("message").asText().contains(word));
    assertThat(event.path("involvedObject").path("name").asText()).isEqualTo(TestNode.NAME);
  }

  /** For {@code adjtimex}, by the program that is on every Debian machine. */
  private static final class KernelClock {
    private static final int STA_UNSYNC = 0x40;

    static boolean isSynchronised() throws IOException, InterruptedException {
      return adjtimex(0, 0) == 0;
    }

    static boolean mayBeSet() throws IOException, InterruptedException {
      boolean synchronised = isSynchronised();
      say(synchronised);
      return adjtimex(0x10, synchronised ? 0 : STA_UNSYNC) >= 0;
    }

    static void say(boolean synchronised) throws IOException, InterruptedException {
      // ADJ_STATUS, ADJ_MAXERROR, ADJ_ESTERROR: the kernel holds a clock with a great error for
      // lost.
      adjtimex(0x10 | 0x4 | 0x8, synchronised ? 0 : STA_UNSYNC);
    }

    /** 0: synchronised; 5 (TIME_ERROR): not; negative: may not. */
    private static int adjtimex(int modes, int status) throws IOException, InterruptedException {
      Process perl =
          new ProcessBuilder(
                  "perl",
                  "-e",
                  "my $t = pack('L x4 q q q q l x4 x168', $ARGV[0], 0, 0, 0, 0, $ARGV[1]);"
                      + " my $r = syscall(159, $t); exit($r < 0 ? 99 : $r == 5 ? 5 : 0)",
                  String.valueOf(modes),
                  String.valueOf(status))
              .start();
      int exit = perl.waitFor();
      return exit == 99 ? -1 : exit;
    }
  }
}
