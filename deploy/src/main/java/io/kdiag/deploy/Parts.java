package io.kdiag.deploy;

import io.kdiag.collector.Collector;
import io.kdiag.collector.CollectorConfiguration;
import io.kdiag.collector.kubernetes.ApiServer;
import io.kdiag.detector.ProblemDetector;
import io.kdiag.detector.ProblemDetectorConfiguration;
import io.kdiag.detector.api.ApiServerAccess;
import io.kdiag.detector.api.ApiServerAccessException;
import io.kdiag.detector.api.KubernetesNodeApi;
import io.kdiag.detector.api.NoNodeApi;
import io.kdiag.detector.api.NodeApi;
import io.kdiag.host.HostRoot;
import io.kdiag.shipper.LogShipper;
import io.kdiag.shipper.LogShipperConfiguration;
import io.micronaut.context.ApplicationContext;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the parts that are switched on. What a part that is off needs is not even loaded. */
final class Parts {
  private static final long CLOSE_MILLIS = 10_000;

  private Parts() {}

  static List<Part> of(
      ApplicationContext context, HostRoot root, String node, CollectorRegistry registry) {
    if (context.getProperty("node-agent.uninstall", Boolean.class).orElse(false)) {
      return List.of(Uninstall.part(root, () -> nodeApi(node)));
    }
    List<Part> parts = new ArrayList<>();
    if (on(context, "collector")) {
      parts.add(collector(context, root, node, registry));
    }
    if (on(context, "problem-detector")) {
      parts.add(detector(context, root, node, registry));
    }
    if (on(context, "log-shipper")) {
      parts.add(shipper(context, root, node, registry));
    }
    return List.copyOf(parts);
  }

  private static boolean on(ApplicationContext context, String part) {
    return context.getProperty(part + ".enabled", Boolean.class).orElse(true);
  }

  private static Part collector(
      ApplicationContext context, HostRoot root, String node, CollectorRegistry registry) {
    Collector collector =
        new Collector(
            context.getBean(CollectorConfiguration.class), root, node, registry, apiServer());
    return new Part(
        "collector",
        collector::start,
        collector,
        collector::notReady,
        collector.endpoints(),
        collector::writeMetrics);
  }

  private static Part detector(
      ApplicationContext context, HostRoot root, String node, CollectorRegistry registry) {
    ProblemDetector detector =
        new ProblemDetector(
            context.getBean(ProblemDetectorConfiguration.class),
            root,
            node,
            registry,
            nodeApi(node));
    return new Part(
        "problem-detector",
        detector::start,
        detector,
        detector::notReady,
        detector.endpoints(),
        (out, openMetrics) -> {});
  }

  private static NodeApi nodeApi(String node) {
    ApiServerAccess access = access();
    return access == null ? new NoNodeApi() : new KubernetesNodeApi(access, node);
  }

  private static @Nullable ApiServer apiServer() {
    ApiServerAccess access = access();
    return access == null ? null : new NodeApiServer(access);
  }

  private static @Nullable PodsServer podsServer() {
    ApiServerAccess access = access();
    return access == null ? null : new PodsServer(access);
  }

  /** The cluster that {@code KUBECONFIG} or the service account names; without either, none. */
  private static @Nullable ApiServerAccess access() {
    String kubeconfig = System.getenv("KUBECONFIG");
    try {
      if (kubeconfig != null && !kubeconfig.isBlank()) {
        return ApiServerAccess.ofKubeconfig(Path.of(kubeconfig.split(":", -1)[0]), null);
      }
      return ApiServerAccess.isInPod() ? ApiServerAccess.ofPod(System.getenv()) : null;
    } catch (ApiServerAccessException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static Part shipper(
      ApplicationContext context, HostRoot root, String node, CollectorRegistry registry) {
    LogShipper shipper =
        new LogShipper(
            context.getBean(LogShipperConfiguration.class), root, node, registry, podsServer());
    return new Part(
        "log-shipper",
        shipper::start,
        shipper,
        shipper::notReady,
        shipper.endpoints(),
        (out, openMetrics) -> {});
  }

  /** Ends all parts at once, so that the slowest sets the time; each is bounded by 10 s. */
  static void close(List<Part> parts) {
    List<Thread> closing = new ArrayList<>();
    for (Part part : parts) {
      closing.add(Thread.ofPlatform().daemon().start(() -> close(part)));
    }
    for (Thread thread : closing) {
      try {
        thread.join(CLOSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static void close(Part part) {
    try {
      part.closer().close();
    } catch (Exception e) {
      AgentLog.error(part.name() + " did not end well: " + e);
    }
  }
}
