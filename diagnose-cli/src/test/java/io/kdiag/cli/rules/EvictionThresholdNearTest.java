package io.kdiag.cli.rules;

import static io.kdiag.cli.TestEvidence.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.detector.Severity;
import org.junit.jupiter.api.Test;

final class EvictionThresholdNearTest {
  private final EvictionThresholdNear rule = new EvictionThresholdNear();

  private static final long GIB = TestEvidence.GIB;

  @Test
  void warnsWithinOneAndAHalfOfTheThreshold() {
    assertThat(rule.find(node().filesystem("/", 100 * GIB, 20 * GIB, 0, 0).build()))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.WARNING))
        .satisfies(f -> assertThat(f.object()).isEqualTo("filesystem//"))
        .satisfies(
            f ->
                assertThat(f.cause())
                    .isEqualTo(
                        "kubelet will soon evict pods: 20.0 GiB of 100 GiB (20.0 %) of space on / is"
                            + " left, and it begins below 15.0 GiB (imagefs.available 15%)"));
  }

  @Test
  void isSilentBeyondAndBelow() {
    assertThat(rule.find(node().filesystem("/", 100 * GIB, 23 * GIB, 0, 0).build())).isEmpty();
    assertThat(rule.find(node().filesystem("/", 100 * GIB, 5 * GIB, 0, 0).build())).isEmpty();
  }

  @Test
  void isSilentOnAMachineThatIsNoNode() {
    assertThat(rule.find(healthy().filesystem("/", 100 * GIB, 20 * GIB, 0, 0).build())).isEmpty();
    assertThat(rule.find(healthy().node().filesystem("/", 100 * GIB, 20 * GIB, 0, 0).build()))
        .isEmpty();
    assertThat(rule.find(healthy().build())).isEmpty();
  }

  private static TestEvidence node() {
    return healthy().node().part("kubelet", "process", 7);
  }
}
