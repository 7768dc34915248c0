package io.kdiag.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real faults of a machine: each is the first finding, and gone after it is undone. cgroup v1, as
 * this suite's machine has it.
 */
final class MachineFaultsIT {
  private static final String ID = "0123456789abcdef".repeat(4);
  private static final String CGROUPS = "/sys/fs/cgroup";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  @BeforeAll
  static void takesTheMachineAsItIs() {
    Shell.run("dmesg --clear || true");
    KdiagRun.takesTheMachineAsItIs();
  }

  @BeforeEach
  void isRootAndStartsWithAClearRing() {
    assumeTrue(
        Files.isWritable(Path.of("/proc/sys/kernel/printk")), "left out: making faults needs root");
    Shell.run("dmesg --clear");
  }

  @Test
  void findsAFileSystemThatIsFull() {
    inLoopFileSystem(
        "-b 1024",
        mount -> {
          Shell.run("dd if=/dev/zero of=" + mount + "/fill bs=64k 2>/dev/null || true");
          assertFirst("FilesystemFull filesystem/" + mount);
          Shell.run("rm " + mount + "/fill");
          assertGone("FilesystemFull");
        });
  }

  @Test
  void findsAFileSystemWithoutInodes() {
    inLoopFileSystem(
        "-b 1024 -N 256",
        mount -> {
          Shell.run("for i in $(seq 400); do : >" + mount + "/f$i 2>/dev/null || break; done");
          assertFirst("InodesExhausted filesystem/" + mount);
          Shell.run("rm -f " + mount + "/f*");
          assertGone("InodesExhausted");
        });
  }

  @Test
  void findsAFileSystemThatWasRemountedReadOnlyAfterAnError() {
    inLoopFileSystem(
        "-b 1024 -e remount-ro",
        mount -> {
          String device = Shell.run("findmnt -no SOURCE " + mount).strip().replace("/dev/", "");
          Shell.run("echo 1 >/sys/fs/ext4/" + device + "/trigger_fs_error");
          assertFirstOfEither("FilesystemReadOnly", "Ext4Error");
          assertThat(KdiagRun.local("--for", "0s").codes())
              .contains("FilesystemReadOnly", "Ext4Error");
          Shell.run("umount " + mount + "; dmesg --clear");
          assertGone("FilesystemReadOnly");
        });
  }

  @Test
  void findsAnOutOfMemoryKillInAControlGroup() {
    String group = CGROUPS + "/memory/docker/" + ID;
    inControlGroup(
        group,
        () -> {
          Shell.run("echo 16M >" + group + "/memory.limit_in_bytes");
          Shell.run("(echo $BASHPID >" + group + "/cgroup.procs; exec tail /dev/zero) || true");
          assertFirst("OutOfMemoryKills ");
          assertThat(KdiagRun.local("--for", "0s").firstCause()).contains("tail");
          Shell.run("dmesg --clear");
        });
    assertGone("OutOfMemoryKills");
  }

  @Test
  void findsAThrottledContainer() throws Exception {
    String group = CGROUPS + "/cpu/docker/" + ID;
    String account = CGROUPS + "/cpuacct/docker/" + ID;
    inControlGroup(
        group + " " + account,
        () -> {
          Shell.run("echo 10000 >" + group + "/cpu.cfs_quota_us");
          Process busy =
              Shell.start(
                  "echo $$ >"
                      + group
                      + "/cgroup.procs; echo $$ >"
                      + account
                      + "/cgroup.procs; while :; do :; done");
          try {
            KdiagRun run =
                KdiagRun.until(5, r -> r.codes().contains("ContainerThrottled"), "--for", "2s");
            assertThat(run.first()).as("%s", run.diagnosis()).startsWith("ContainerThrottled ");
          } finally {
            end(busy);
          }
        });
    assertGone("ContainerThrottled", "--for", "1s");
  }

  @Test
  void findsAControlGroupAtItsLimitOfProcesses() throws Exception {
    String group = CGROUPS + "/pids/docker/" + ID;
    inControlGroup(
        group,
        () -> {
          Shell.run("echo 12 >" + group + "/pids.max");
          // A bounded fork bomb: forty children are wanted, the limit lets eleven of them be.
          Process bomb =
              Shell.start(
                  "echo $$ >"
                      + group
                      + "/cgroup.procs; exec perl -e 'for (1..40) { my $p = fork; if (defined $p &&"
                      + " !$p) { sleep 60; exit } } sleep 60'");
          try {
            KdiagRun run =
                KdiagRun.until(
                    10, r -> r.codes().contains("CgroupPidsNearlyExhausted"), "--for", "0s");
            assertThat(run.first())
                .as("%s", run.diagnosis())
                .matches("(CgroupPidsNearlyExhausted|ForkRejectedByPids) .*");
          } finally {
            Shell.run("for p in $(cat " + group + "/cgroup.procs); do kill -9 $p; done");
            end(bomb);
          }
          Shell.run("dmesg --clear");
        });
    assertGone("CgroupPidsNearlyExhausted");
  }

  @Test
  void findsZombiesAndTheirParent() {
    Process parent =
        Shell.start(
            "exec perl -e 'for (1..30) { fork or exit } $SIG{ALRM} = sub { exit }; alarm 60; sleep 60'");
    try {
      KdiagRun run = KdiagRun.until(10, r -> r.codes().contains("ZombieProcesses"), "--for", "0s");
      assertThat(run.first()).as("%s", run.diagnosis()).startsWith("ZombieProcesses ");
      assertThat(run.firstCause()).contains("perl");
    } finally {
      end(parent);
    }
    // Process 1 takes them over and asks for them in its own time.
    KdiagRun after = KdiagRun.until(10, r -> !r.codes().contains("ZombieProcesses"), "--for", "0s");
    assertThat(after.codes()).doesNotContain("ZombieProcesses");
  }

  @Test
  void findsATinyConnectionTable() {
    String limit = "/proc/sys/net/netfilter/nf_conntrack_max";
    assumeTrue(
        Files.isWritable(Path.of(limit)), "left out: this kernel has no connection tracking");
    String before = Shell.run("cat " + limit).strip();
    // Tracking begins with the first rule that asks for it; one loopback connection fills a table
    // of one.
    Shell.run(
        "iptables -w -A INPUT -m conntrack --ctstate INVALID -m comment --comment kdiag-fault");
    try {
      Shell.run("echo 1 >" + limit);
      Shell.run("timeout 1 bash -c 'exec 3<>/dev/tcp/127.0.0.1/9' 2>/dev/null || true");
      assertFirstOfEither("ConntrackNearlyFull", "ConntrackFull");
    } finally {
      Shell.run("echo " + before + " >" + limit);
      Shell.run(
          "iptables -w -D INPUT -m conntrack --ctstate INVALID -m comment --comment kdiag-fault");
      Shell.run("dmesg --clear");
    }
    assertGone("ConntrackNearlyFull");
  }

  private interface Body {
    void run(String mount);
  }

  private void inLoopFileSystem(String options, Body body) {
    String image = directory.resolve("image").toString();
    String mount = directory.resolve("mount").toString();
    Shell.run("truncate -s 16M " + image + "; mkfs.ext4 -q -m 0 " + options + " " + image);
    Shell.run("mkdir " + mount + "; mount -o loop " + image + " " + mount);
    try {
      body.run(mount);
    } finally {
      Shell.attempt(java.util.List.of("umount", mount));
    }
  }

  private static void inControlGroup(String group, Runnable body) {
    Shell.run("mkdir -p " + group);
    try {
      body.run();
    } finally {
      Shell.run("for i in 1 2 3 4 5 6 7 8 9 10; do rmdir " + group + " && break; done 2>/dev/null");
    }
  }

  private static void end(Process process) {
    process.destroyForcibly();
    process.onExit().join();
  }

  private static void assertFirst(String codeAndObject) {
    KdiagRun run = KdiagRun.local("--for", "0s");
    assertThat(run.first()).as("%s", run.diagnosis()).startsWith(codeAndObject);
    assertThat(run.exit()).isIn(3, 4);
  }

  private static void assertFirstOfEither(String one, String other) {
    KdiagRun run = KdiagRun.local("--for", "0s");
    assertThat(run.first()).as("%s", run.diagnosis()).matches("(" + one + "|" + other + ") .*");
  }

  private static void assertGone(String code, String... arguments) {
    String[] run = arguments.length == 0 ? new String[] {"--for", "0s"} : arguments;
    assertThat(KdiagRun.local(run).codes()).doesNotContain(code);
  }
}
