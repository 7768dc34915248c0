package io.kdiag.host.proc;

import static io.kdiag.host.proc.Recorded.text;
import static io.kdiag.host.proc.Recorded.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kdiag.host.HostRoot;
import io.kdiag.host.MalformedTextException;
import io.kdiag.host.Reading;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessStatReaderTest {
  private static final String POD =
      "/kubepods/burstable/podace7f1f4-d117-4ca1-882c-5b0485879bd0/fd15f72c28417efd0dae3c371cef17523c10e8c4696a47f9e6a2a398a776cbce";

  @TempDir Path directory;

  @Test
  void readsAContainersProcess() {
    assertThat(value(ProcessStatReader.read(Recorded.root(Recorded.V1))))
        .contains(
            new ProcessStat(30513, 30493, "sleep", 'S', 1, 0.02, 316 * 4096, 10079.55, POD, ""));
  }

  @Test
  void readsTheCgroupOfVersion2() {
    assertThat(value(ProcessStatReader.read(Recorded.root(Recorded.V2))))
        .filteredOn(process -> process.pid() == 133)
        .extracting(ProcessStat::cgroup)
        .containsExactly("/kubepods/pod1");
  }

  @Test
  void listsProcessesInTheOrderOfTheirIds() {
    assertThat(value(ProcessStatReader.read(Recorded.root(Recorded.V1))))
        .extracting(ProcessStat::pid)
        .containsExactly(1, 2, 45, 19101, 19114, 19177, 19309, 19313, 30493, 30513);
  }

  @Test
  void keepsTheCommandLinesOfKubernetesAlone() {
    assertThat(value(ProcessStatReader.read(Recorded.root(Recorded.V1))))
        .filteredOn(process -> !process.commandLine().isEmpty())
        .extracting(ProcessStat::name)
        .containsExactly(
            "etcd", "kube-apiserver", "containerd", "kubelet", "kube-proxy", "containerd-shim");
  }

  @Test
  void joinsArgumentsAndHidesSecrets() {
    HostRoot root = new HostRoot(directory);
    process(root, 7, "kubelet", 'S');
    Recorded.write(root, "/proc/7/cmdline", "kubelet\0--token=abc123\0--v=2\0");
    assertThat(value(ProcessStatReader.read(root)).getFirst().commandLine())
        .isEqualTo("kubelet --token=<redacted> --v=2");
  }

  @Test
  void keepsTheCommandLineOfWhatIsStuck() {
    HostRoot root = new HostRoot(directory);
    process(root, 7, "dd", 'D');
    Recorded.write(root, "/proc/7/cmdline", "dd\0if=/dev/sda\0");
    assertThat(value(ProcessStatReader.read(root)).getFirst().commandLine())
        .isEqualTo("dd if=/dev/sda");
  }

  @Test
  void readsNamesWithAnythingInThem() throws MalformedTextException {
    ProcessStat process = ProcessStat.parse(text(stat(7, "a) R (b\n c)", 'S')), 4096);
    assertThat(process.name()).isEqualTo("a) R (b\n c)");
    assertThat(process.state()).isEqualTo('S');
    assertThat(process.threads()).isEqualTo(20);
  }

  @Test
  void tellsKernelThreads() {
    assertThat(value(ProcessStatReader.read(Recorded.root(Recorded.V1))))
        .filteredOn(ProcessStat::kernelThread)
        .extracting(ProcessStat::name)
        .containsExactly("kthreadd", "kswapd0");
  }

  @Test
  void prefersTheMemoryHierarchyToVersion2() throws MalformedTextException {
    assertThat(ProcessStat.parseCgroup(text("0::/new\n4:memory:/old:colon\n1:cpu:/other\n")))
        .isEqualTo("/old:colon");
    assertThat(ProcessStat.parseCgroup(text("1:cpu:/other\n0::/new\n"))).isEqualTo("/new");
  }

  @Test
  void leavesOutWhatEndedMeanwhile() {
    HostRoot root = new HostRoot(directory);
    process(root, 7, "here", 'S');
    Recorded.write(root, "/proc/8/cmdline", "gone");
    assertThat(value(ProcessStatReader.read(root))).hasSize(1);
  }

  @Test
  void isMalformedWhereOneProcessIs() {
    HostRoot root = new HostRoot(directory);
    process(root, 7, "here", 'S');
    Recorded.write(root, "/proc/8/stat", "8 (x) S 1\n");
    assertThat(ProcessStatReader.read(root)).isInstanceOf(Reading.Malformed.class);
  }

  @Test
  void isAbsentWithoutProcesses() {
    assertThat(ProcessStatReader.read(new HostRoot(directory))).isInstanceOf(Reading.Absent.class);
  }

  @Test
  void rejectsAStatWithoutName() {
    assertThatThrownBy(() -> ProcessStat.parse(text("7 x S 1\n"), 4096))
        .hasMessageContaining("a name in parentheses");
  }

  @Test
  void rejectsANumberOfThreadsBeyond31Bits() {
    String line = stat(7, "x", 'S').replace(" 20 ", " 4294967296 ");
    assertThatThrownBy(() -> ProcessStat.parse(text(line), 4096))
        .hasMessageContaining("at most 31 bits");
  }

  @Test
  void readsTheSizeOfPages() {
    assertThat(PageSize.bytes(Recorded.root(Recorded.V1))).isEqualTo(4096);
  }

  private static void process(HostRoot root, int pid, String name, char state) {
    Recorded.write(root, "/proc/" + pid + "/stat", stat(pid, name, state));
  }

  /** Its fields from the fourth on are their own numbers. */
  private static String stat(int pid, String name, char state) {
    StringBuilder line = new StringBuilder(pid + " (" + name + ") " + state);
    for (int field = 4; field <= 52; field++) {
      line.append(' ').append(field);
    }
    return line.append('\n').toString();
  }
}
