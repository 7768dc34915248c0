package io.kdiag.cli.rules;

import static io.kdiag.cli.TestEvidence.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Severity;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.Meminfo;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EvictionThresholdReachedTest {
  private final EvictionThresholdReached rule = new EvictionThresholdReached();

  private static final long GIB = TestEvidence.GIB;

  @Test
  void comparesSpaceWithKubeletsOwnThreshold() {
    TestEvidence evidence =
        node()
            .filesystem("/", 100 * GIB, 8 * GIB, 0, 0)
            .kubelet("evictionHard", only("nodefs.available", "10%"));
    assertThat(rule.find(evidence.build()))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.CRITICAL))
        .satisfies(f -> assertThat(f.object()).isEqualTo("filesystem//"))
        .satisfies(
            f ->
                assertThat(f.cause())
                    .isEqualTo(
                        "kubelet evicts pods: 8.0 GiB of 100 GiB (8.0 %) of space on / is left, less"
                            + " than nodefs.available allows (10%)"));
  }

  @Test
  void takesTheStricterThresholdWhereImagesLieOnTheSameFileSystem() {
    assertThat(rule.find(node().filesystem("/", 100 * GIB, 12 * GIB, 0, 0).build()))
        .singleElement()
        .satisfies(f -> assertThat(f.cause()).contains("imagefs.available allows (15%)"));
  }

  @Test
  void looksAtTheFileSystemThatHoldsKubeletsDirectory() {
    TestEvidence evidence =
        node()
            .filesystem("/", 100 * GIB, 50 * GIB, 0, 0)
            .filesystem("/var/lib/kubelet", 10 * GIB, GIB / 2, 0, 0)
            .filesystem("/var/lib/kub", 10 * GIB, GIB / 2, 0, 0);
    assertThat(rule.find(evidence.build()))
        .extracting(Finding::object)
        .containsExactly("filesystem//var/lib/kubelet");
  }

  @Test
  void countsInodes() {
    assertThat(rule.find(node().filesystem("/", 100 * GIB, 50 * GIB, 100_000, 4_000).build()))
        .singleElement()
        .satisfies(f -> assertThat(f.cause()).contains("4000 inodes of 100,000 inodes (4.0 %)"));
  }

  @Test
  void reckonsMemoryAsKubeletDoes() {
    Meminfo low = new Meminfo(8 * GIB, GIB >> 5, 2 * GIB, 0, 0, Map.of("Inactive(file)", GIB >> 5));
    assertThat(rule.find(node().last("memory", low).build()))
        .singleElement()
        .satisfies(f -> assertThat(f.object()).isEqualTo("node/k8s-node-1"))
        .satisfies(f -> assertThat(f.cause()).contains("64.0 MiB of 8.0 GiB"));
  }

  @Test
  void keepsToThresholdsThatAreSetAndOn() {
    TestEvidence evidence = node().filesystem("/", 100 * GIB, 8 * GIB, 0, 0);
    for (String off : new String[] {"0%", "100%", "nonsense", "5Gi"}) {
      evidence.kubelet("evictionHard", only("nodefs.available", off));
      assertThat(rule.find(evidence.build())).isEmpty();
    }
    evidence.kubelet("evictionHard", only("nodefs.available", "9Gi"));
    assertThat(rule.find(evidence.build())).hasSize(1);
  }

  @Test
  void isSilentAtTheThresholdAndWhereNothingWasRead() {
    assertThat(rule.find(node().filesystem("/", 100 * GIB, 15 * GIB, 0, 0).build())).isEmpty();
    assertThat(
            rule.find(
                node()
                    .last("filesystems", Reading.unreadable("/proc/1/mountinfo", "EPERM"))
                    .build()))
        .isEmpty();
    assertThat(rule.find(node().last("memory", Reading.absent("/proc/meminfo")).build())).isEmpty();
  }

  @Test
  void isSilentOnAMachineThatIsNoNode() {
    assertThat(rule.find(healthy().filesystem("/", 100 * GIB, GIB, 0, 0).build())).isEmpty();
    assertThat(rule.find(healthy().build())).isEmpty();
  }

  private static TestEvidence node() {
    return healthy().node().part("kubelet", "process", 7);
  }

  private static Map<String, String> only(String signal, String threshold) {
    return Map.of(signal, threshold);
  }
}
