package io.kdiag.host.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import org.junit.jupiter.api.Test;

final class ProcessorTimeTest {

  @Test
  void readsEachProcessorAndNotTheirSum() throws MalformedTextException {
    String text =
        """
        cpu  30 2 5 100 1 0 4 2 0 0
        cpu0 10 2 5 40 1 0 1 1 7 0
        cpu12 20 0 0 60 0 0 3 1 0 0
        intr 3433228 0 0
        """;
    assertThat(ProcessorTime.parse(HostText.of("/proc/stat", text)))
        .containsExactly(
            new ProcessorTime(0, 0.1, 0.02, 0.05, 0.4, 0.01, 0, 0.01, 0.01),
            new ProcessorTime(12, 0.2, 0, 0, 0.6, 0, 0, 0.03, 0.01));
  }

  @Test
  void rejectsATextWithoutProcessors() {
    assertThatThrownBy(() -> ProcessorTime.parse(HostText.of("/proc/stat", "cpu  1 2 3\n")))
        .isInstanceOf(MalformedTextException.class)
        .hasMessageContaining("cpu0");
  }
}
