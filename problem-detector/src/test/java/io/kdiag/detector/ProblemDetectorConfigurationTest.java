package io.kdiag.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProblemDetectorConfigurationTest {
  private static ProblemDetectorConfiguration bound(Map<String, Object> settings) {
    try (ApplicationContext context = ApplicationContext.run(settings)) {
      return context.getBean(ProblemDetectorConfiguration.class);
    }
  }

  @Test
  void hasDefaults() {
    assertThat(bound(Map.of())).isEqualTo(ProblemDetectorConfiguration.defaults());
  }

  @Test
  void takesSettings() {
    ProblemDetectorConfiguration configuration =
        bound(
            Map.of(
                "problem-detector.probe-interval", "10s",
                "problem-detector.kubelet-healthz-url", "off",
                "problem-detector.enabled", "false"));
    assertThat(configuration.probeInterval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(configuration.kubeletHealthzUrl()).isEqualTo("off");
    assertThat(configuration.enabled()).isFalse();
  }

  @Test
  void namesAllMistakesWithKeyValueAndWhatIsAllowed() {
    assertThatThrownBy(
            () ->
                new ProblemDetectorConfiguration(
                    true,
                    "localhost",
                    Duration.ZERO,
                    Duration.ofSeconds(5),
                    Duration.ofDays(1),
                    Duration.ofMinutes(10),
                    "containerd",
                    "127.0.0.1:10256",
                    true,
                    "dmesg",
                    "yes",
                    List.of(),
                    List.of()))
        .hasMessage(
            """
            problem-detector.kubelet-healthz-url: localhost; allowed: http(s)://ADDRESS:PORT/PATH, or off
            problem-detector.container-runtime-endpoint: containerd; allowed: unix:///PATH, auto, off
            problem-detector.kube-proxy-url: 127.0.0.1:10256; allowed: http://ADDRESS:PORT, or off
            problem-detector.kernel-log: dmesg; allowed: auto, /PATH
            problem-detector.journal: yes; allowed: auto, off
            problem-detector.probe-interval: PT0S; allowed: PT1S to PT1H
            problem-detector.heartbeat: PT24H; allowed: PT10S to PT1H""");
  }
}
