package io.kdiag.host.proc;

import static io.kdiag.host.proc.Recorded.text;
import static io.kdiag.host.proc.Recorded.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kdiag.host.HostRoot;
import io.kdiag.host.MalformedTextException;
import io.kdiag.host.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code /proc/sys} limits and says: files, processes, inotify, taint, settings. */
final class LimitsTest {
  @TempDir Path directory;

  @Test
  void readsOpenFilesAndTheirLimit() {
    assertThat(value(Recorded.root(Recorded.V1).read("/proc/sys/fs/file-nr", FileHandles::parse)))
        .isEqualTo(new FileHandles(1881, 2466170));
  }

  @Test
  void rejectsOpenFilesWithoutLimit() {
    assertThatThrownBy(() -> FileHandles.parse(text("1881\t0\n"))).hasMessageContaining("a count");
  }

  @Test
  void readsTasksAndTheirLimits() {
    assertThat(value(PidLimitsReader.read(Recorded.root(Recorded.V1))))
        .isEqualTo(new PidLimits(326, 32768, 192730));
  }

  @Test
  void hasNoTaskLimitsWithoutTheirFiles() {
    HostRoot root = new HostRoot(directory);
    Recorded.write(root, "/proc/loadavg", "0.1 0.1 0.1 1/2 3\n");
    assertThat(PidLimitsReader.read(root)).isEqualTo(Reading.absent("/proc/sys/kernel/pid_max"));
  }

  @Test
  void countsInotifyByUser() {
    assertThat(value(InotifyUseReader.read(Recorded.root(Recorded.V1))))
        .isEqualTo(new InotifyUse(128, 192536, 6, 62, 0, 8));
  }

  @Test
  void namesTheUserWithTheMostInstances() throws IOException {
    HostRoot root = new HostRoot(directory);
    Recorded.write(root, "/proc/sys/fs/inotify/max_user_instances", "128\n");
    Recorded.write(root, "/proc/sys/fs/inotify/max_user_watches", "1000\n");
    inotify(root, 5, 0, 1);
    inotify(root, 6, 1000, 2);
    assertThat(value(InotifyUseReader.read(root)))
        .isEqualTo(new InotifyUse(128, 1000, 2, 2, 1000, 0));
  }

  private static void inotify(HostRoot root, int pid, int uid, int instances) throws IOException {
    String process = "/proc/" + pid;
    Recorded.write(root, process + "/status", "Name:\tx\nUid:\t1\t" + uid + "\t1\t1\n");
    Files.createDirectories(root.resolve(process + "/fd"));
    for (int fd = 0; fd < instances; fd++) {
      Path link = root.resolve(process + "/fd/" + fd);
      Files.createSymbolicLink(link, Path.of("anon_inode:inotify"));
      Recorded.write(root, process + "/fdinfo/" + fd, "pos: 0\ninotify wd:1 ino:2\n");
    }
  }

  @Test
  void saysThatNoProcessCouldBeLookedInto() {
    HostRoot root = new HostRoot(directory);
    Recorded.write(root, "/proc/sys/fs/inotify/max_user_instances", "128\n");
    Recorded.write(root, "/proc/sys/fs/inotify/max_user_watches", "1000\n");
    Recorded.write(root, "/proc/7/stat", "");
    assertThat(value(InotifyUseReader.read(root)))
        .isEqualTo(new InotifyUse(128, 1000, -1, -1, -1, 1));
  }

  @Test
  void readsAnUntaintedKernel() {
    assertThat(
            value(Recorded.root(Recorded.V1).read("/proc/sys/kernel/tainted", KernelTaint::parse)))
        .isEqualTo(new KernelTaint(0, List.of()));
  }

  @Test
  void saysWhatEachTaintMeans() throws MalformedTextException {
    assertThat(KernelTaint.parse(text("4225\n")).flags())
        .containsExactly(
            "P: proprietary module was loaded",
            "D: kernel died recently, there was an oops or a bug",
            "O: externally-built module was loaded");
  }

  @Test
  void keepsATaintItDoesNotKnow() throws MalformedTextException {
    assertThat(KernelTaint.parse(text("1073741824\n")).flags()).containsExactly("?: flag 30");
  }

  @Test
  void rejectsATaintThatIsNotANumber() {
    assertThatThrownBy(() -> KernelTaint.parse(text("G\n"))).hasMessageContaining("a count");
  }

  @Test
  void readsTheSettingsThereAre() {
    assertThat(value(Sysctls.read(Recorded.root(Recorded.V1))))
        .containsEntry("net.ipv4.ip_forward", "1")
        .containsEntry("kernel.printk_devkmsg", "ratelimit")
        .containsKey("net.ipv4.neigh.default.gc_thresh3");
  }

  @Test
  void leavesOutTheSettingsThereAreNot() {
    HostRoot root = new HostRoot(directory);
    Recorded.write(root, "/proc/sys/vm/swappiness", "60\n");
    assertThat(value(Sysctls.read(root))).containsOnlyKeys("vm.swappiness");
  }

  @Test
  void hasNoSettingsWithoutTheirDirectory() {
    assertThat(Sysctls.read(new HostRoot(directory))).isEqualTo(Reading.absent("/proc/sys"));
  }

  @Test
  void listsTheSettingsInOrder() {
    assertThat(Sysctls.NAMES).isSorted().doesNotHaveDuplicates();
  }
}
