package io.kdiag.detector;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.kdiag.detector.look.Judgement;
import io.kdiag.detector.look.Judgement.Sighting;
import io.kdiag.detector.look.KubeletHealthz;
import io.kdiag.detector.look.Probe;
import io.kdiag.detector.look.ReadonlyMounts;
import io.kdiag.host.HostRoot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProbesTest {
  private static final Instant NOW = MovedClock.START;

  @TempDir Path root;

  private List<Sighting> mounts(String mountinfo) throws IOException {
    Files.createDirectories(root.resolve("proc/1"));
    Files.writeString(root.resolve("proc/1/mountinfo"), mountinfo);
    return new ReadonlyMounts(new HostRoot(root)).look(NOW).getFirst().sightings();
  }

  @Test
  void findsAFileSystemThatTheKernelTurnedReadOnlyUnderItsKernelName() throws IOException {
    Files.createDirectories(root.resolve("sys/dev/block"));
    Files.createSymbolicLink(
        root.resolve("sys/dev/block/254:0"), Path.of("../../devices/virtual/block/dm-0"));
    assertThat(mounts("27 1 254:0 / /data rw,relatime - ext4 /dev/mapper/data ro,discard\n"))
        .containsExactly(
            new Sighting(
                Map.of("device", "dm-0"),
                "/proc/1/mountinfo",
                "/data ext4 rw,relatime, super block ro,discard"));
    assertThat(mounts("27 1 8:1 / / rw - ext4 /dev/sda1 rw,emergency_ro\n"))
        .extracting(Sighting::details)
        .containsExactly(Map.of("device", "sda1"));
  }

  @Test
  void findsNothingInWhatSomebodyMountedReadOnly() throws IOException {
    assertThat(mounts("27 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw\n")).isEmpty();
    assertThat(mounts("27 1 8:1 / /mnt ro,relatime - ext4 /dev/sda1 ro\n")).isEmpty();
    assertThat(mounts("27 1 7:1 / /snap rw - squashfs /dev/loop1 ro\n")).isEmpty();
  }

  @Test
  void findsNothingOutWhereMountsCannotBeRead() {
    assertThat(new ReadonlyMounts(new HostRoot(root)).look(NOW)).isEmpty();
  }

  @Test
  void tellsAHealthyKubeletFromASickAndADeadOne() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    int[] status = {200};
    server.createContext(
        "/healthz",
        exchange -> {
          exchange.sendResponseHeaders(status[0], -1);
          exchange.close();
        });
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/healthz";
    Probe kubelet = new KubeletHealthz(url, Duration.ofSeconds(10));
    assertThat(kubelet.look(NOW).getFirst().sightings()).isEmpty();
    status[0] = 500;
    assertThat(kubelet.look(NOW).getFirst().sightings())
        .containsExactly(new Sighting(Map.of(), url, "HTTP 500"));
    server.stop(0);
    assertThat(kubelet.look(NOW).getFirst().sightings()).hasSize(1);
  }

  @Test
  void takesEachLookInItsOwnPlaceOfTheInterval() {
    Detecting detecting = new Detecting(root);
    List<String> looks = new ArrayList<>();
    List<Probe> probes = List.of(new Noting("one", looks), new Noting("two", looks));
    ProbeThread thread =
        new ProbeThread(
            probes,
            "node-1",
            Duration.ofSeconds(30),
            detecting.problems,
            new DetectorLog(),
            detecting.clock,
            Runnable::run);
    assertThat(thread.place(probes.get(0))).isNotEqualTo(thread.place(probes.get(1)));
    for (int i = 0; i < 4; i++) {
      detecting.clock.pass(thread.step());
    }
    assertThat(looks).hasSize(3).containsSequence(looks.get(0), looks.get(1), looks.get(0));
    assertThat(looks).contains("one", "two");
  }

  private record Noting(String name, List<String> looks) implements Probe {
    @Override
    public List<Judgement> look(Instant now) {
      looks.add(name);
      return List.of();
    }
  }
}
