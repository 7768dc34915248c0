package io.kdiag.cli.evidence.kube;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A v1 Service. */
public record Service(Meta metadata, Spec spec, Status status) implements KubeObject {
  public Service {
    metadata = metadata == null ? Meta.none() : metadata;
    spec = spec == null ? Spec.none() : spec;
    status = status == null ? new Status(null) : status;
  }

  @Override
  public Kind kind() {
    return Kind.SERVICE;
  }

  /** {@code clusterIP}: {@code None} of a headless one. An empty selector selects nothing. */
  public record Spec(
      String type,
      String clusterIP,
      Map<String, String> selector,
      List<Port> ports,
      String externalName,
      boolean publishNotReadyAddresses,
      String externalTrafficPolicy,
      String internalTrafficPolicy,
      String loadBalancerClass) {
    public Spec {
      type = Given.text(type);
      clusterIP = Given.text(clusterIP);
      selector = Given.map(selector);
      ports = Given.list(ports);
      externalName = Given.text(externalName);
      externalTrafficPolicy = Given.text(externalTrafficPolicy);
      internalTrafficPolicy = Given.text(internalTrafficPolicy);
      loadBalancerClass = Given.text(loadBalancerClass);
    }

    static Spec none() {
      return new Spec("", "", Map.of(), List.of(), "", false, "", "", "");
    }
  }

  /** {@code targetPort} is a number or a name; empty: as {@code port}. */
  public record Port(String name, int port, String targetPort, String protocol, int nodePort) {
    public Port {
      name = Given.text(name);
      targetPort = Given.text(targetPort);
      protocol = protocol == null || protocol.isEmpty() ? "TCP" : protocol;
    }
  }

  public record Status(@Nullable LoadBalancer loadBalancer) {}

  public record LoadBalancer(List<Ingress> ingress) {
    public LoadBalancer {
      ingress = Given.list(ingress);
    }
  }

  public record Ingress(String ip, String hostname) {
    public Ingress {
      ip = Given.text(ip);
      hostname = Given.text(hostname);
    }
  }

  public boolean headless() {
    return spec.clusterIP().equals("None");
  }

  /** Whether its selector takes {@code pod}. */
  public boolean selects(Pod pod) {
    return !spec.selector().isEmpty()
        && pod.namespace().equals(namespace())
        && pod.labels().entrySet().containsAll(spec.selector().entrySet());
  }

  /** The DNS name without the cluster's domain: {@code cart.shop.svc}. */
  public String address() {
    return name() + "." + namespace() + ".svc";
  }
}
