package io.kdiag.cli.evidence.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A v1 Endpoints: where a Service of the same name leads. */
public record Endpoints(Meta metadata, List<Subset> subsets) implements KubeObject {
  public Endpoints {
    metadata = metadata == null ? Meta.none() : metadata;
    subsets = Given.list(subsets);
  }

  @Override
  public Kind kind() {
    return Kind.ENDPOINTS;
  }

  public record Subset(List<Address> addresses, List<Address> notReadyAddresses, List<Port> ports) {
    public Subset {
      addresses = Given.list(addresses);
      notReadyAddresses = Given.list(notReadyAddresses);
      ports = Given.list(ports);
    }
  }

  public record Address(String ip, String nodeName, @Nullable Reference targetRef) {
    public Address {
      ip = Given.text(ip);
      nodeName = Given.text(nodeName);
    }
  }

  public record Port(String name, int port, String protocol) {
    public Port {
      name = Given.text(name);
      protocol = Given.text(protocol);
    }
  }

  public int ready() {
    return subsets.stream().mapToInt(subset -> subset.addresses().size()).sum();
  }

  public int notReady() {
    return subsets.stream().mapToInt(subset -> subset.notReadyAddresses().size()).sum();
  }
}
