package io.kdiag.detector.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.detector.look.Judgement.Sighting;
import io.kdiag.host.HostRoot;
import io.kdiag.host.proc.ClockSync;
import io.kdiag.host.proc.FilesystemSpace;
import io.kdiag.host.proc.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LooksTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir Path root;

  private void write(String path, String text) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), text);
  }

  private List<Judgement> look(Probe probe) {
    return probe.look(NOW);
  }

  private static List<Sighting> of(String code, List<Judgement> judgements) {
    return judgements.stream()
        .filter(judgement -> judgement.code().equals(code))
        .findFirst()
        .orElseThrow()
        .sightings();
  }

  private static List<Sighting> memory(LooksTest test) {
    return of("SystemMemoryContentionPressure", test.look(new Pressure(new HostRoot(test.root))));
  }

  private void memoryPressure(double avg10, double avg60) throws IOException {
    write(
        "proc/pressure/memory",
        "some avg10=90.00 avg60=90.00 avg300=9.00 total=1\nfull avg10=%.2f avg60=%.2f avg300=1.00 total=1\n"
            .formatted(avg10, avg60));
  }

  @Test
  void pressureBeginsAboveBothAveragesAndEndsWithTheLongerOne() throws IOException {
    memoryPressure(50, 5);
    assertThat(memory(this)).isEmpty();
    memoryPressure(50, 11);
    assertThat(memory(this)).singleElement().matches(Sighting::begins);
    memoryPressure(5, 11);
    assertThat(memory(this)).singleElement().matches(sighting -> !sighting.begins());
    memoryPressure(5, 10);
    assertThat(memory(this)).isEmpty();
  }

  @Test
  void aKernelWithoutPressureIsNotJudged() {
    assertThat(look(new Pressure(new HostRoot(root)))).isEmpty();
  }

  @Test
  void podsPressureIsReadFromTheirControlGroupWhateverItsDriver() throws IOException {
    String full =
        "some avg10=0.00 avg60=0.00 avg300=0.00 total=1\nfull avg10=60.00 avg60=60.00 avg300=1.00 total=1\n";
    write("sys/fs/cgroup/kubepods.slice/io.pressure", full);
    assertThat(of("KubepodsDiskContentionPressure", look(new Pressure(new HostRoot(root)))))
        .singleElement()
        .extracting(Sighting::source)
        .isEqualTo("/sys/fs/cgroup/kubepods.slice/io.pressure");
  }

  @Test
  void aFullTableIsOneUntilWellBelowItsThreshold() {
    Level level = new Level(90, 80);
    assertThat(level.judge("C", NOW, 89, 100, "s", "x").sightings())
        .singleElement()
        .matches(sighting -> !sighting.begins());
    assertThat(level.judge("C", NOW, 90, 100, "s", "x").sightings())
        .singleElement()
        .satisfies(
            sighting -> {
              assertThat(sighting.begins()).isTrue();
              assertThat(sighting.text()).isEqualTo("90 of 100 x (90.0 %)");
            });
    assertThat(level.judge("C", NOW, 79, 100, "s", "x").sightings()).isEmpty();
  }

  @Test
  void limitsComeFromTheKernelsOwnCounts() throws IOException {
    write("proc/sys/net/netfilter/nf_conntrack_count", "95\n");
    write("proc/sys/net/netfilter/nf_conntrack_max", "100\n");
    write("proc/loadavg", "0.00 0.00 0.00 1/750 1234\n");
    write("proc/sys/kernel/pid_max", "1000\n");
    write("proc/sys/kernel/threads-max", "2000\n");
    write("proc/sys/fs/file-nr", "100 0 10000\n");
    List<Judgement> found = look(new Limits(new HostRoot(root)));
    assertThat(of("ConntrackFull", found)).hasSize(1);
    assertThat(of("ApproachingKernelPidMax", found)).hasSize(1);
    assertThat(of("ApproachingMaxOpenFiles", found)).isEmpty();
  }

  @Test
  void aKernelThatTracksNoConnectionsHasNoTableOfThem() {
    assertThat(look(new Limits(new HostRoot(root)))).isEmpty();
  }

  private static FilesystemSpace space(String options, long availableBytes, long inodesFree) {
    Mount mount = new Mount("/dev/sda1", "/data", "ext4", List.of(options), List.of("rw"), "8:1");
    return new FilesystemSpace(mount, 100L << 30, availableBytes, availableBytes, 1000, inodesFree);
  }

  @Test
  void aFileSystemIsLowInSpaceOrInInodes() {
    List<Judgement> fine = Space.judge(List.of(space("rw", 50L << 30, 500)), NOW);
    assertThat(of("DiskSpaceLow", fine)).isEmpty();
    assertThat(of("InodesLow", fine)).isEmpty();
    List<Judgement> low = Space.judge(List.of(space("rw", 4L << 30, 10)), NOW);
    assertThat(of("DiskSpaceLow", low))
        .singleElement()
        .satisfies(
            sighting -> {
              assertThat(sighting.details()).isEqualTo(Map.of("mount", "/data"));
              assertThat(sighting.text())
                  .isEqualTo("/data (/dev/sda1): 4096 of 102400 MiB left for users (4.0 %)");
            });
    assertThat(of("InodesLow", low)).singleElement().matches(Sighting::begins);
    assertThat(of("DiskSpaceLow", Space.judge(List.of(space("rw", 5600L << 20, 500)), NOW)))
        .singleElement()
        .matches(sighting -> !sighting.begins());
    assertThat(of("DiskSpaceLow", Space.judge(List.of(space("ro", 0, 0)), NOW))).isEmpty();
  }

  @Test
  void aClockIsKeptWhenSomebodyKeepsItAndItIsNotFarOff() {
    assertThat(Clock.judge(new ClockSync(true, 0.1, 0.001), NOW).sightings()).isEmpty();
    assertThat(Clock.judge(new ClockSync(false, 16, 0), NOW).sightings()).hasSize(1);
    assertThat(Clock.judge(new ClockSync(true, 0.1, -2), NOW).sightings()).hasSize(1);
  }

  private void process(int pid, int parent, String name, char state, int ticks) throws IOException {
    write(
        "proc/" + pid + "/stat",
        "%d (%s) %c %d 0 0 0 -1 0 0 0 0 0 %d 0 0 0 20 0 1 0 100 0 0\n"
            .formatted(pid, name, state, parent, ticks));
  }

  private List<Judgement> twice(int ticks) throws IOException {
    StuckProcesses probe = new StuckProcesses(new Processes(new HostRoot(root)));
    probe.look(NOW);
    process(70, 1, "dd", 'D', ticks);
    return probe.look(NOW.plus(Duration.ofSeconds(30)));
  }

  @Test
  void aProcessIsStuckWhenItDidNotRunBetweenTwoLooks() throws IOException {
    process(1, 0, "init", 'S', 5);
    process(70, 1, "dd", 'D', 5);
    assertThat(of("UninterruptibleTasks", twice(5)))
        .singleElement()
        .satisfies(s -> assertThat(s.details()).containsEntry("process", "dd"));
    process(70, 1, "dd", 'D', 5);
    assertThat(of("UninterruptibleTasks", twice(6))).isEmpty();
  }

  @Test
  void zombiesAreTheirParentsFault() throws IOException {
    process(1, 0, "init", 'S', 5);
    process(50, 1, "careless", 'S', 5);
    process(70, 1, "dd", 'S', 5);
    for (int i = 100; i < 120; i++) {
      process(i, 50, "child", 'Z', 0);
    }
    assertThat(of("ExcessiveZombieProcesses", twice(5)))
        .singleElement()
        .satisfies(
            sighting -> {
              assertThat(sighting.begins()).isTrue();
              assertThat(sighting.text()).isEqualTo("careless (pid 50) has 20 zombies");
            });
  }

  @Test
  void findsAMissingDefaultRouteAndAnInterfaceWithoutALink() throws IOException {
    String heading = "Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT\n";
    write("proc/net/route", heading + "eth0 0002000A 00000000 0001 0 0 0 00FFFFFF 0 0 0\n");
    write(
        "proc/net/dev",
        """
        Inter-| Receive | Transmit
         face |bytes
          eth0: 10 10 0 0 0 0 0 0 10 10 0 0 0 0 0 0
          eth1: 10 10 0 0 0 0 0 0 10 10 0 0 0 0 0 0
        """);
    for (String device : List.of("eth0", "eth1")) {
      write("sys/class/net/" + device + "/device/vendor", "0x1af4\n");
      write("sys/class/net/" + device + "/flags", "0x1003\n");
      write("sys/class/net/" + device + "/carrier_changes", "2\n");
    }
    write("sys/class/net/eth0/operstate", "up\n");
    write("sys/class/net/eth1/operstate", "down\n");
    List<Judgement> found = look(new Network(new HostRoot(root)));
    assertThat(of("MissingDefaultRoutes", found)).hasSize(1);
    assertThat(of("InterfaceNotUp", found))
        .singleElement()
        .extracting(Sighting::details)
        .isEqualTo(Map.of("interface", "eth1"));
    write("proc/net/route", heading + "eth0 00000000 0102000A 0003 0 0 0 00000000 0 0 0\n");
    assertThat(of("MissingDefaultRoutes", look(new Network(new HostRoot(root))))).isEmpty();
  }

  @Test
  void theRuntimesSocketIsWhatKubeletSays() throws IOException {
    process(40, 1, "kubelet", 'S', 5);
    write(
        "proc/40/cmdline",
        "kubelet\0--config=/etc/kubelet.yaml\0--container-runtime-endpoint=unix:///run/x.sock\0");
    write(
        "etc/kubelet.yaml",
        "clusterDNS:\n- 10.96.0.10\n- \"fd00::a\"\nclusterDomain: example.org\n");
    HostRoot host = new HostRoot(root);
    KubernetesParts parts = new KubernetesParts(host, new Processes(host));
    KubernetesParts.Found found = parts.read(NOW);
    assertThat(found.runtimeEndpoint()).isEqualTo("unix:///run/x.sock");
    assertThat(found.clusterDns()).containsExactly("10.96.0.10", "fd00::a");
    assertThat(found.clusterDomain()).isEqualTo("example.org");
    assertThat(KubernetesParts.list("clusterDNS: [10.0.0.10, '10.0.0.11']", "clusterDNS"))
        .containsExactly("10.0.0.10", "10.0.0.11");
  }

  @Test
  void aRuntimeThatHasGoneIsStillAskedForAndOneThatNeverWasIsNot() throws IOException {
    HostRoot host = new HostRoot(root);
    KubernetesParts parts = new KubernetesParts(host, new Processes(host));
    Probe none = new ContainerRuntime(host, "auto", parts, Duration.ofSeconds(1));
    assertThat(of("ContainerRuntimeUnhealthy", look(none))).isEmpty();
    Probe set = new ContainerRuntime(host, "unix:///run/x.sock", parts, Duration.ofSeconds(1));
    assertThat(of("ContainerRuntimeUnhealthy", look(set))).hasSize(1);
  }
}
