package io.kdiag.cli.gather;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.evidence.HostEvidence.ContainerState;
import io.kdiag.cli.evidence.HostEvidence.LogGroup;
import io.kdiag.host.HostRoot;
import io.kdiag.host.containerlog.ContainerLog;
import io.kdiag.host.containerlog.ContainerLogs;
import io.kdiag.host.proc.ProcessStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerStatesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T21:20:00Z");
  private static final String CART = "/var/log/pods/shop_cart_uid-1/main/";

  @TempDir private Path directory;

  private void write(String file, String text) throws IOException {
    Path path = directory.resolve(file.substring(1));
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
    Files.setLastModifiedTime(path, FileTime.from(NOW.minusSeconds(60)));
  }

  private ContainerState only(ProcessStat... processes) {
    HostRoot root = new HostRoot(directory);
    List<ContainerLog> logs = ContainerLogs.list(root).optional().orElseThrow();
    return ContainerStates.read(root, logs, List.of(processes), NOW).getFirst();
  }

  @Test
  void tellsWhenTheRunsBeganAndWhatTheySaid() throws IOException {
    write(CART + "3.log", "2026-11-20T21:15:00Z stderr F fatal: no such file /etc/cart.conf\n");
    write(CART + "4.log", "2026-11-20T21:19:00Z stderr F fatal: no such file /etc/cart.conf\n");
    ContainerState state = only();
    assertThat(state.starts())
        .containsExactly(
            Instant.parse("2026-11-20T21:15:00Z"), Instant.parse("2026-11-20T21:19:00Z"));
    assertThat(state.running()).isFalse();
    assertThat(state.errors()).extracting(LogGroup::count).containsExactly(2L);
  }

  @Test
  void takesTheTimeOfAnEmptyLogForTheStartOfItsRun() throws IOException {
    write(CART + "4.log", "");
    assertThat(only().starts()).containsExactly(NOW.minusSeconds(60));
    assertThat(only().errors()).isEmpty();
  }

  @Test
  void takesTheFirstStartOfAYoungPodFromItsDirectory() throws IOException {
    write(CART + "3.log", "2026-11-20T21:19:00Z stderr F fatal: no such file\n");
    Path pod = directory.resolve("var/log/pods/shop_cart_uid-1");
    Files.setLastModifiedTime(pod, FileTime.from(NOW.minusSeconds(150)));
    assertThat(only().starts())
        .containsExactly(NOW.minusSeconds(150), Instant.parse("2026-11-20T21:19:00Z"));
    Files.setLastModifiedTime(pod, FileTime.from(NOW.minus(Duration.ofMinutes(30))));
    assertThat(only().starts()).containsExactly(Instant.parse("2026-11-20T21:19:00Z"));
  }

  @Test
  void opensNoLogOfAContainerThatNeverRestarted() throws IOException {
    write(CART + "0.log", "2026-11-20T21:19:00Z stderr F fatal: no such file\n");
    assertThat(only().starts()).isEmpty();
    assertThat(only().errors()).isEmpty();
  }

  @Test
  void opensNoLogThatIsOld() throws IOException {
    write(CART + "4.log", "2026-11-20T10:19:00Z stderr F fatal: no such file\n");
    Path log = directory.resolve(CART.substring(1) + "4.log");
    Files.setLastModifiedTime(log, FileTime.from(NOW.minus(Duration.ofHours(2))));
    assertThat(only().starts()).isEmpty();
  }

  @Test
  void knowsARunningContainerByItsProcesses() throws IOException {
    String id = "0123456789abcdef".repeat(4);
    write(CART + "0.log", "");
    Path link = directory.resolve("var/log/containers/cart_shop_main-" + id + ".log");
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(CART + "0.log"));
    assertThat(only().running()).isFalse();
    assertThat(only(process("/kubepods/burstable/poduid-1/" + id)).running()).isTrue();
  }

  private static ProcessStat process(String cgroup) {
    return new ProcessStat(7, 1, "cart", 'S', 1, 0.1, 4096, 100, cgroup, "cart");
  }
}
