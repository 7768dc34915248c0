package io.kdiag.detector;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The detector's settings, under {@code problem-detector}.
 *
 * @param enabled whether the node agent runs it
 * @param kubeletHealthzUrl kubelet's health port, the host as an address; {@code off}: not asked
 * @param probeInterval how often each probe looks
 * @param probeTimeout how long kubelet may take to answer
 * @param heartbeat how often unchanged conditions are confirmed to the API server
 * @param eventWindow within what time a problem that strikes again is the same event
 * @param containerRuntimeEndpoint the runtime's socket; {@code auto}: found; {@code off}: not asked
 * @param kubeProxyUrl kube-proxy's health port, without a path; {@code off}: not asked
 * @param dns whether name servers are asked
 * @param kernelLog {@code auto}: /dev/kmsg, else the journal, else kern.log; or the path of a file
 * @param journal {@code auto}: where there is one; {@code off}: not read
 * @param configFiles node-problem-detector's files and catalogues of one's own, read again when
 *     they change
 * @param disabled codes of the catalogue's problems that are not wanted
 */
@ConfigurationProperties("problem-detector")
public record ProblemDetectorConfiguration(
    @Bindable(defaultValue = "true") boolean enabled,
    @Bindable(defaultValue = "http://127.0.0.1:10248/healthz") String kubeletHealthzUrl,
    @Bindable(defaultValue = "30s") Duration probeInterval,
    @Bindable(defaultValue = "5s") Duration probeTimeout,
    @Bindable(defaultValue = "5m") Duration heartbeat,
    @Bindable(defaultValue = "10m") Duration eventWindow,
    @Bindable(defaultValue = "auto") String containerRuntimeEndpoint,
    @Bindable(defaultValue = "http://127.0.0.1:10256") String kubeProxyUrl,
    @Bindable(defaultValue = "true") boolean dns,
    @Bindable(defaultValue = "auto") String kernelLog,
    @Bindable(defaultValue = "auto") String journal,
    @Bindable(defaultValue = "") List<String> configFiles,
    @Bindable(defaultValue = "") List<String> disabled) {

  public ProblemDetectorConfiguration {
    List<String> mistakes = new ArrayList<>();
    boolean url = kubeletHealthzUrl.matches("https?://[^/]+/.*");
    if (!url && !kubeletHealthzUrl.equals("off")) {
      mistakes.add(
          "problem-detector.kubelet-healthz-url: %s; allowed: http(s)://ADDRESS:PORT/PATH, or off"
              .formatted(kubeletHealthzUrl));
    }
    endpoint(containerRuntimeEndpoint, mistakes);
    if (!kubeProxyUrl.matches("http://[^/]+") && !kubeProxyUrl.equals("off")) {
      mistakes.add(
          "problem-detector.kube-proxy-url: %s; allowed: http://ADDRESS:PORT, or off"
              .formatted(kubeProxyUrl));
    }
    if (!kernelLog.equals("auto") && !kernelLog.startsWith("/")) {
      mistakes.add("problem-detector.kernel-log: %s; allowed: auto, /PATH".formatted(kernelLog));
    }
    if (!journal.equals("auto") && !journal.equals("off")) {
      mistakes.add("problem-detector.journal: %s; allowed: auto, off".formatted(journal));
    }
    configFiles = given(configFiles);
    disabled = given(disabled);
    range("probe-interval", probeInterval, "PT1S", "PT1H", mistakes);
    range("probe-timeout", probeTimeout, "PT0.1S", "PT1M", mistakes);
    range("heartbeat", heartbeat, "PT10S", "PT1H", mistakes);
    range("event-window", eventWindow, "PT1M", "PT1H", mistakes);
    if (!mistakes.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", mistakes));
    }
  }

  private static void endpoint(String value, List<String> mistakes) {
    if (!value.matches("auto|off|(?:unix://)?/.+")) {
      mistakes.add(
          "problem-detector.container-runtime-endpoint: %s; allowed: unix:///PATH, auto, off"
              .formatted(value));
    }
  }

  private static List<String> given(List<String> texts) {
    return texts.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
  }

  private static void range(
      String key, Duration value, String least, String most, List<String> mistakes) {
    boolean low = value.compareTo(Duration.parse(least)) < 0;
    if (low || value.compareTo(Duration.parse(most)) > 0) {
      mistakes.add("problem-detector.%s: %s; allowed: %s to %s".formatted(key, value, least, most));
    }
  }

  /** The settings that nobody changed. */
  public static ProblemDetectorConfiguration defaults() {
    return new ProblemDetectorConfiguration(
        true,
        "http://127.0.0.1:10248/healthz",
        Duration.ofSeconds(30),
        Duration.ofSeconds(5),
        Duration.ofMinutes(5),
        Duration.ofMinutes(10),
        "auto",
        "http://127.0.0.1:10256",
        true,
        "auto",
        "auto",
        List.of(),
        List.of());
  }
}
