package io.kdiag.cli.evidence.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A discovery.k8s.io/v1 or v1beta1 EndpointSlice: a part of where a Service leads. */
public record EndpointSlice(
    Meta metadata, String addressType, List<Endpoint> endpoints, List<Endpoints.Port> ports)
    implements KubeObject {
  public EndpointSlice {
    metadata = metadata == null ? Meta.none() : metadata;
    addressType = Given.text(addressType);
    endpoints = Given.list(endpoints);
    ports = Given.list(ports);
  }

  @Override
  public Kind kind() {
    return Kind.ENDPOINT_SLICE;
  }

  public record Endpoint(
      List<String> addresses,
      Readiness conditions,
      String nodeName,
      @Nullable Reference targetRef) {
    public Endpoint {
      addresses = Given.list(addresses);
      conditions = conditions == null ? new Readiness(null, null, null) : conditions;
      nodeName = Given.text(nodeName);
    }

    public boolean ready() {
      return !Boolean.FALSE.equals(conditions.ready());
    }
  }

  /** Null: not known, which counts as ready. */
  public record Readiness(
      @Nullable Boolean ready, @Nullable Boolean serving, @Nullable Boolean terminating) {}

  /** The name of the Service. */
  public String service() {
    return metadata.labels().getOrDefault("kubernetes.io/service-name", "");
  }
}
