package io.kdiag.deploy;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;

/**
 * Which build runs.
 *
 * <pre>
 * kdiag_node_agent_build_info{version="0.1.0",java="25.0.1"} 1
 * </pre>
 */
final class BuildInfo {
  private BuildInfo() {}

  static void register(CollectorRegistry registry) {
    String version = NodeAgent.class.getPackage().getImplementationVersion();
    Gauge.build("kdiag_node_agent_build_info", "The version of the node agent and of its Java.")
        .labelNames("version", "java")
        .register(registry)
        .labels(version == null ? "development" : version, Runtime.version().toString())
        .set(1);
  }
}
