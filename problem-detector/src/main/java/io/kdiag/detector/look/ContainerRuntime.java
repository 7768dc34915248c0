package io.kdiag.detector.look;

import io.kdiag.detector.probe.CriProbe;
import io.kdiag.detector.probe.ProbeResult;
import io.kdiag.host.HostRoot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks the container runtime over its socket how it is: problems {@code ContainerRuntimeUnhealthy}
 * and, of its answer, {@code PodNetworkNotReady}. Which socket: the one that is set, else the one
 * that kubelet or the runtime's own process names, else the first of the usual ones that is there.
 * What was once found is asked on, also when it is gone.
 */
public final class ContainerRuntime implements Probe {
  private static final String RUNTIME = "ContainerRuntimeUnhealthy";
  private static final String NETWORK = "PodNetworkNotReady";

  private final HostRoot root;
  private final String setting;
  private final KubernetesParts parts;
  private final Duration timeout;
  private @Nullable String found;

  /** {@code setting} is {@code auto} or {@code unix:///run/containerd/containerd.sock}. */
  public ContainerRuntime(HostRoot root, String setting, KubernetesParts parts, Duration timeout) {
    this.root = root;
    this.setting = setting;
    this.parts = parts;
    this.timeout = timeout;
  }

  @Override
  public String name() {
    return "container-runtime";
  }

  @Override
  public List<Judgement> look(Instant now) {
    String endpoint = endpoint(now);
    if (endpoint == null) {
      return List.of(Judgement.none(RUNTIME, now), Judgement.none(NETWORK, now));
    }
    String path = endpoint.substring(endpoint.startsWith("unix://") ? 7 : 0);
    List<Judgement> judgements = new ArrayList<>();
    for (ProbeResult result : CriProbe.ask(endpoint, root.resolve(path), timeout)) {
      switch (result.kind()) {
        case RUNTIME -> judgements.addAll(Answers.judge(RUNTIME, now, result));
        case RUNTIME_NETWORK -> judgements.addAll(Answers.judge(NETWORK, now, result));
        default -> {}
      }
    }
    return judgements;
  }

  private @Nullable String endpoint(Instant now) {
    if (!setting.equals("auto")) {
      return setting;
    }
    String named = parts.read(now).runtimeEndpoint();
    found = named == null ? found : named;
    return found;
  }
}
