package io.kdiag.cli.evidence.kube;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A networking.k8s.io/v1 NetworkPolicy. */
public record NetworkPolicy(Meta metadata, Spec spec) implements KubeObject {
  public NetworkPolicy {
    metadata = metadata == null ? Meta.none() : metadata;
    spec =
        spec == null ? new Spec(LabelSelector.everything(), List.of(), List.of(), List.of()) : spec;
  }

  @Override
  public Kind kind() {
    return Kind.NETWORK_POLICY;
  }

  /** {@code podSelector}: whom it is about; an empty one is about all pods of the namespace. */
  public record Spec(
      LabelSelector podSelector,
      List<String> policyTypes,
      List<Allowed> ingress,
      List<Allowed> egress) {
    public Spec {
      podSelector = podSelector == null ? LabelSelector.everything() : podSelector;
      policyTypes = Given.list(policyTypes);
      ingress = Given.list(ingress);
      egress = Given.list(egress);
    }

    /** Whether it is about what comes in; an old one that does not say is. */
    public boolean isolatesIngress() {
      return policyTypes.isEmpty() || policyTypes.contains("Ingress");
    }

    public boolean isolatesEgress() {
      return policyTypes.isEmpty() ? !egress.isEmpty() : policyTypes.contains("Egress");
    }
  }

  /** From or to whom and by which ports; an empty list is all of them. */
  public record Allowed(@JsonAlias({"from", "to"}) List<Peer> peers, List<Port> ports) {
    public Allowed {
      peers = Given.list(peers);
      ports = Given.list(ports);
    }
  }

  /** Pods of this namespace, of other namespaces, or addresses. */
  public record Peer(
      @Nullable LabelSelector podSelector,
      @Nullable LabelSelector namespaceSelector,
      @Nullable Block ipBlock) {}

  public record Block(String cidr, List<String> except) {
    public Block {
      cidr = Given.text(cidr);
      except = Given.list(except);
    }
  }

  /** {@code port} is a number, a name, or empty for all. */
  public record Port(String port, int endPort, String protocol) {
    public Port {
      port = Given.text(port);
      protocol = protocol == null || protocol.isEmpty() ? "TCP" : protocol;
    }
  }
}
