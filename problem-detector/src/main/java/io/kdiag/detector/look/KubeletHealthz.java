package io.kdiag.detector.look;

import io.kdiag.detector.probe.HttpProbe;
import io.kdiag.detector.probe.ProbeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Asks kubelet's health port whether it is well: problem {@code KubeletUnhealthy}. */
public record KubeletHealthz(String url, Duration timeout) implements Probe {
  @Override
  public String name() {
    return "kubelet-healthz";
  }

  @Override
  public List<Judgement> look(Instant now) {
    return Answers.judge(
        "KubeletUnhealthy", now, HttpProbe.ask(ProbeResult.Kind.KUBELET, url, timeout));
  }
}
