package io.kdiag.host.containerlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import io.kdiag.host.TestTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerLogsTest {
  private static final String ID = "0123456789abcdef".repeat(4);
  private static final String POD = "/var/log/pods/default_web-0_0c1f7a3e";

  @TempDir Path directory;

  @Test
  void listsTheContainersOfARealNode() {
    List<ContainerLog> logs = list(TestTrees.root("debian12-6.18-v1"));
    assertThat(logs).extracting(ContainerLog::container).containsExactly("limited", "oom", "crash");
    ContainerLog crash = logs.getLast();
    assertThat(crash.namespace()).isEqualTo("wt-cgroup");
    assertThat(crash.pod()).isEqualTo("calm");
    assertThat(crash.podUid()).isEqualTo("9cc0bcd8-a814-41a0-a215-2c39bf2bfe90");
    assertThat(crash.restarts()).isEqualTo(3);
    assertThat(crash.containerId()).startsWith("7eabebe9108b");
  }

  @Test
  void ordersFilesFromTheNewest() throws IOException {
    for (String name :
        new String[] {
          "9.log",
          "10.log",
          "10.log.20261120-211703.gz",
          "10.log.20261120-221703",
          "10.log.20261120-221703.tmp",
          "lost+found",
          "x.log",
          ".log",
          "10.logx",
          "-1.log",
          "99999999999.log"
        }) {
      write(POD + "/nginx/" + name, "");
    }
    ContainerLog log = list(new HostRoot(directory)).getFirst();
    assertThat(log.restarts()).isEqualTo(10);
    assertThat(log.containerId()).isNull();
    assertThat(log.files())
        .containsExactly(
            POD + "/nginx/10.log",
            POD + "/nginx/10.log.20261120-221703",
            POD + "/nginx/10.log.20261120-211703.gz",
            POD + "/nginx/9.log");
  }

  @Test
  void takesTheIdFromTheLinkToTheLiveFileOnly() throws IOException {
    write(POD + "/nginx/1.log", "");
    link(
        "/var/log/containers/web-0_default_nginx-" + "f".repeat(64) + ".log", POD + "/nginx/0.log");
    link("/var/log/containers/web-0_default_nginx-" + ID + ".log", POD + "/nginx/1.log");
    write("/var/log/containers/web-0_default_nginx-" + "e".repeat(64) + ".log", "no link");
    assertThat(list(new HostRoot(directory)).getFirst().containerId()).isEqualTo(ID);
  }

  @Test
  void followsDockersLinkUnderTheHostsRoot() throws IOException {
    String target = "/var/lib/docker/containers/" + ID + "/" + ID + "-json.log";
    write(target, "");
    Instant written = Instant.parse("2026-11-20T21:17:03Z");
    Files.setLastModifiedTime(under(target), FileTime.from(written));
    link(POD + "/nginx/0.log", target);
    assertThat(list(new HostRoot(directory)).getFirst().lastModified()).isEqualTo(written);
  }

  @Test
  void leavesOutWhatIsNotNamedAsKubeletDoes() throws IOException {
    write("/var/log/pods/nounderscores/nginx/0.log", "");
    write("/var/log/pods/one_underscore/nginx/0.log", "");
    write("/var/log/pods/__/nginx/0.log", "");
    write("/var/log/pods/file", "");
    write(POD + "/empty/readme.txt", "");
    assertThat(list(new HostRoot(directory))).isEmpty();
  }

  @Test
  void leavesOutAContainerWhoseOnlyFileLeadsNowhere() throws IOException {
    link(POD + "/nginx/0.log", POD + "/nginx/0.log");
    link(POD + "/other/0.log", "../../../../../../../../../../../../etc/passwd");
    Files.createDirectories(under("/var/log/pods"));
    assertThat(list(new HostRoot(directory))).isEmpty();
  }

  @Test
  void isAbsentWhereThereAreNoPods() {
    assertThat(ContainerLogs.list(new HostRoot(directory)))
        .isEqualTo(Reading.absent("/var/log/pods"));
  }

  @Test
  void looksIntoOneContainersDirectoryAlone() throws IOException {
    write(POD + "/nginx/1.log", "");
    write(POD + "/sidecar/0.log", "");
    write("/var/log/pods/__/nginx/0.log", "");
    HostRoot root = new HostRoot(directory);
    assertThat(ContainerLogs.directories(root))
        .isEqualTo(Reading.present(List.of(POD + "/nginx", POD + "/sidecar")));
    ContainerLog log = ContainerLogs.inDirectory(root, POD + "/nginx").orElseThrow();
    assertThat(log).isEqualTo(list(root).getFirst());
    assertThat(ContainerLogs.inDirectory(root, POD + "/gone")).isEmpty();
    assertThat(ContainerLogs.inDirectory(root, "/var/log/pods/__/nginx")).isEmpty();
    assertThat(ContainerLogs.inDirectory(root, "nginx")).isEmpty();
  }

  private static List<ContainerLog> list(HostRoot root) {
    return ContainerLogs.list(root).optional().orElseThrow();
  }

  private Path under(String path) {
    return new HostRoot(directory).resolve(path);
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(parent(path));
    Files.writeString(under(path), text);
  }

  private void link(String path, String target) throws IOException {
    Files.createDirectories(parent(path));
    Files.createSymbolicLink(under(path), Path.of(target));
  }

  private Path parent(String path) {
    return under(path.substring(0, path.lastIndexOf('/')));
  }
}
