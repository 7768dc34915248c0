package io.kdiag.host.proc;

import static io.kdiag.host.proc.Recorded.text;
import static io.kdiag.host.proc.Recorded.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kdiag.host.HostRoot;
import io.kdiag.host.MalformedTextException;
import io.kdiag.host.Reading;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MountTest {
  private static final String ROOT = "27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw\n";

  @TempDir Path directory;

  @Test
  void readsARecordedMachine() {
    assertThat(value(Mount.readAll(Recorded.root(Recorded.V1))))
        .contains(
            new Mount(
                "tmpfs",
                "/dev/shm",
                "tmpfs",
                List.of("rw", "relatime"),
                List.of("rw", "size=24684084k"),
                "0:27"));
  }

  @Test
  void readsBlanksInPaths() throws MalformedTextException {
    assertThat(Mount.parse(text("1 2 8:1 / /mnt/a\\040b\\134c\\0 rw - xfs /dev/a\\011b rw\n")))
        .containsExactly(
            new Mount("/dev/a\tb", "/mnt/a b\\c\\0", "xfs", List.of("rw"), List.of("rw"), "8:1"));
  }

  @Test
  void readsAMountWithoutSource() throws MalformedTextException {
    assertThat(Mount.parse(text("1 2 0:5 / /mnt rw - tmpfs  rw,size=4k\n")))
        .containsExactly(
            new Mount("", "/mnt", "tmpfs", List.of("rw"), List.of("rw", "size=4k"), "0:5"));
  }

  @Test
  void rejectsALineWithoutSeparator() {
    assertThatThrownBy(() -> Mount.parse(text(ROOT.replace(" - ", " "))))
        .hasMessageContaining("/proc/file:1: expected a word");
  }

  @Test
  void rejectsNoMountsAtAll() {
    assertThatThrownBy(() -> Mount.parse(text(""))).hasMessageContaining("a mount");
  }

  @Test
  void readsItsOwnMountsWhereTheFirstProcessIsHidden() {
    HostRoot root = new HostRoot(directory);
    Recorded.write(root, "/proc/self/mountinfo", ROOT);
    assertThat(value(Mount.readAll(root))).hasSize(1);
  }

  @Test
  void choosesTheMachinesOwnFileSystems() {
    assertThat(SpaceMounts.choose(value(Mount.readAll(Recorded.root(Recorded.V1)))))
        .extracting(Mount::mountPoint)
        .containsExactly("/dev", "/", "/dev/shm");
  }

  @Test
  void takesTheShortestPathOfADevice() {
    assertThat(SpaceMounts.choose(List.of(mount("ext4", "/var/lib/kubelet"), mount("ext4", "/"))))
        .extracting(Mount::mountPoint)
        .containsExactly("/");
  }

  @Test
  void leavesOutWhatNeverAnswersOrHasNoStorage() {
    for (String type : List.of("nfs4", "cifs", "fuse.sshfs", "ceph", "9p", "proc", "squashfs")) {
      assertThat(SpaceMounts.isWanted(mount(type, "/mnt"))).as(type).isFalse();
    }
  }

  @Test
  void leavesOutWhatBelongsToContainers() {
    String task = "/run/containerd/io.containerd.runtime.v2.task/k8s.io/1/rootfs";
    String secret = "/var/lib/kubelet/pods/1/volumes/kubernetes.io~secret/t";
    assertThat(SpaceMounts.isWanted(mount("overlay", task))).isFalse();
    assertThat(SpaceMounts.isWanted(mount("tmpfs", secret))).isFalse();
    assertThat(SpaceMounts.isWanted(mount("overlay", "/"))).isTrue();
    assertThat(SpaceMounts.isWanted(mount("tmpfs", "/run"))).isTrue();
  }

  @Test
  void measuresThisMachinesRoot() {
    FilesystemSpace root =
        value(FilesystemSpaceReader.read(HostRoot.local())).stream()
            .filter(space -> space.mount().mountPoint().equals("/"))
            .findFirst()
            .orElseThrow();
    assertThat(root.sizeBytes()).isEqualTo(Path.of("/").toFile().getTotalSpace());
    assertThat(root.freeBytes()).isBetween(root.availableBytes(), root.sizeBytes());
    assertThat(root.inodesFree()).isBetween(0L, root.inodes());
  }

  @Test
  void measuresNothingOfARecordedMachine() {
    assertThat(FilesystemSpaceReader.read(Recorded.root(Recorded.V1)))
        .isEqualTo(Reading.absent("statvfs"));
  }

  @Test
  void countsInBytes() {
    assertThat(
            FilesystemSpaceReader.space(
                mount("ext4", "/"), new Libc.FileSystem(4096, 100, 50, 40, 1000, 900)))
        .isEqualTo(new FilesystemSpace(mount("ext4", "/"), 409600, 204800, 163840, 1000, 900));
  }

  private static Mount mount(String type, String path) {
    return new Mount("/dev/vda", path, type, List.of("rw"), List.of("rw"), "254:0");
  }
}
