package io.kdiag.collector.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NodeDiskMetricsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"ram0", "zram0", "loop7", "fd0", "sda1", "hdb12", "vdc3", "xvda1", "nvme0n1p2"})
  void leavesOutPartitionsAndMemoryDevices(String device) {
    assertThat(NodeDiskMetrics.isLeftOut(device)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sda", "vda", "xvda", "nvme0n1", "dm-0", "md127", "mmcblk0", "sr0"})
  void keepsDisks(String device) {
    assertThat(NodeDiskMetrics.isLeftOut(device)).isFalse();
  }

  @Test
  void keepsADeviceWithoutAStem() {
    assertThat(NodeDiskMetrics.isLeftOut("7")).isFalse();
  }
}
