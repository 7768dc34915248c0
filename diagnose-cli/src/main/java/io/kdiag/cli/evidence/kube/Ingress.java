package io.kdiag.cli.evidence.kube;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An Ingress of networking.k8s.io/v1 or v1beta1. */
public record Ingress(Meta metadata, Spec spec, Service.Status status) implements KubeObject {
  public Ingress {
    metadata = metadata == null ? Meta.none() : metadata;
    spec = spec == null ? new Spec("", null, List.of(), List.of()) : spec;
    status = status == null ? new Service.Status(null) : status;
  }

  @Override
  public Kind kind() {
    return Kind.INGRESS;
  }

  public record Spec(
      String ingressClassName,
      @JsonAlias("backend") @Nullable Backend defaultBackend,
      List<Rule> rules,
      List<Tls> tls) {
    public Spec {
      ingressClassName = Given.text(ingressClassName);
      rules = Given.list(rules);
      tls = Given.list(tls);
    }
  }

  public record Rule(String host, @Nullable Http http) {
    public Rule {
      host = Given.text(host);
    }
  }

  public record Http(List<HttpPath> paths) {
    public Http {
      paths = Given.list(paths);
    }
  }

  public record HttpPath(String path, @Nullable Backend backend) {
    public HttpPath {
      path = Given.text(path);
    }
  }

  /** {@code serviceName} and {@code servicePort} are v1beta1's. */
  public record Backend(@Nullable OfService service, String serviceName, String servicePort) {
    public Backend {
      serviceName = Given.text(serviceName);
      servicePort = Given.text(servicePort);
    }

    /** The Service's name; empty where the backend is none. */
    public String name() {
      return service == null ? serviceName : service.name();
    }

    /** A number or a name. */
    public String port() {
      return service == null ? servicePort : service.port().text();
    }
  }

  public record OfService(String name, Port port) {
    public OfService {
      name = Given.text(name);
      port = port == null ? new Port("", 0) : port;
    }
  }

  public record Port(String name, int number) {
    public Port {
      name = Given.text(name);
    }

    String text() {
      return name.isEmpty() ? Integer.toString(number) : name;
    }
  }

  public record Tls(List<String> hosts, String secretName) {
    public Tls {
      hosts = Given.list(hosts);
      secretName = Given.text(secretName);
    }
  }

  /** Of all rules and the default. */
  public List<Backend> backends() {
    List<Backend> backends = new ArrayList<>();
    add(backends, spec.defaultBackend());
    for (Rule rule : spec.rules()) {
      if (rule.http() != null) {
        rule.http().paths().forEach(path -> add(backends, path.backend()));
      }
    }
    return List.copyOf(backends);
  }

  private static void add(List<Backend> backends, @Nullable Backend backend) {
    if (backend != null) {
      backends.add(backend);
    }
  }

  /** The class by either way of naming it; empty: the default's. */
  public String ingressClass() {
    return spec.ingressClassName().isEmpty()
        ? metadata.annotations().getOrDefault("kubernetes.io/ingress.class", "")
        : spec.ingressClassName();
  }
}
