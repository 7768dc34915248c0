package io.kdiag.collector.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.host.HostRoot;
import io.kdiag.host.containerlog.ContainerLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskUsesTest {
  private static final ContainerLog LOG =
      new ContainerLog("shop", "web-0", "u1", "web", 0, null, List.of(), Instant.EPOCH);
  @TempDir Path directory;

  @Test
  void measuresLogsAndVolumesOverSeveralTicks() throws IOException {
    write("var/log/pods/shop_web-0_u1/web/0.log", 1_000);
    write("var/log/pods/shop_web-0_u1/web/0.log.1", 500);
    Path volume = Path.of("var/lib/kubelet/pods/u1/volumes/kubernetes.io~empty-dir/data");
    for (int i = 0; i < 5_000; i++) {
      write(volume + "/d" + i % 7 + "/f" + i, 2);
    }
    Files.createSymbolicLink(directory.resolve(volume).resolve("link"), Path.of("/"));
    DiskUses uses = new DiskUses(new HostRoot(directory), "/var/lib/kubelet");
    int ticks = 0;
    Map<String, DiskUse> known = Map.of();
    while (known.size() < 2) {
      assertThat(ticks++).isLessThan(6);
      known = uses.of(List.of(), List.of(LOG));
    }
    assertThat(ticks).as("5,000 files are not looked at in one tick").isGreaterThan(2);
    assertThat(known.get("shop/web-0/web"))
        .isEqualTo(new DiskUse("shop", "web-0", "web", 1_500L, null, null));
    assertThat(known.get("shop/web-0/"))
        .isEqualTo(new DiskUse("shop", "web-0", "", null, null, 10_000L));
  }

  @Test
  void forgetsWhatHasGone() throws IOException {
    write("var/log/pods/shop_web-0_u1/web/0.log", 1_000);
    DiskUses uses = new DiskUses(new HostRoot(directory), "/var/lib/kubelet");
    assertThat(uses.of(List.of(), List.of(LOG))).isNotEmpty();
    assertThat(uses.of(List.of(), List.of())).isEmpty();
  }

  @Test
  void findsTheWritableLayerInTheMounts() throws IOException {
    Path mounts = directory.resolve("proc/7/mountinfo");
    Files.createDirectories(Path.of(String.valueOf(mounts.getParent())));
    Files.writeString(
        mounts,
        """
        1 2 0:61 / / rw - overlay overlay rw,lowerdir=/a:/b,upperdir=/var/9/fs,workdir=/c
        3 1 0:5 / /proc rw - proc proc rw
        """);
    HostRoot root = new HostRoot(directory);
    assertThat(WritableLayer.of(root, 7)).isEqualTo("/var/9/fs");
    assertThat(WritableLayer.of(root, 8)).isNull();
  }

  private void write(String path, int bytes) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(Path.of(String.valueOf(file.getParent())));
    Files.write(file, new byte[bytes]);
  }
}
