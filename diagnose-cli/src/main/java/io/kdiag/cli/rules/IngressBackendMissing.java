package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Ingress;
import io.kdiag.cli.evidence.kube.IngressClass;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.Service;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An Ingress leads nowhere: its Service or the Service's port is not there, or no controller takes
 * it, as its class does not exist or it has none and none is the default.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/services-networking/ingress/">Ingress</a>
 */
final class IngressBackendMissing implements ClusterRule {

  @Override
  public String code() {
    return "IngressBackendMissing";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Ingress ingress : cluster.objects().all(Kind.INGRESS, Ingress.class)) {
      Set<String> wrong = new LinkedHashSet<>();
      ingress.backends().forEach(each -> wrong.add(backend(cluster, ingress, each)));
      wrong.add(ingressClass(cluster, ingress));
      for (Ingress.Tls tls : ingress.spec().tls()) {
        wrong.add(secret(cluster, ingress, tls));
      }
      wrong.remove("");
      if (!wrong.isEmpty()) {
        findings.add(finding(cluster, now, ingress, wrong));
      }
    }
    return findings;
  }

  private static String backend(ClusterEvidence cluster, Ingress ingress, Ingress.Backend backend) {
    String name = backend.name();
    if (name.isEmpty()) {
      return "";
    }
    Service service = cluster.objects().service(ingress.namespace(), name);
    if (service == null) {
      return cluster.objects().absent(Kind.SERVICE, ingress.namespace(), name)
          ? "it leads to service " + name + ", which does not exist"
          : "";
    }
    String port = backend.port();
    boolean served =
        service.spec().type().equals("ExternalName")
            || service.spec().ports().stream()
                .anyMatch(each -> each.name().equals(port) || port.equals("" + each.port()));
    return served
        ? ""
        : "it leads to port " + port + " of service " + name + ", which does not have that port";
  }

  private static String ingressClass(ClusterEvidence cluster, Ingress ingress) {
    if (!cluster.objects().complete(Kind.INGRESS_CLASS, "")) {
      return "";
    }
    List<IngressClass> classes = cluster.objects().all(Kind.INGRESS_CLASS, IngressClass.class);
    String wanted = ingress.ingressClass();
    if (wanted.isEmpty()) {
      return classes.stream().anyMatch(IngressClass::isDefault)
          ? ""
          : "it names no class and no class is the default, so no controller need take it";
    }
    boolean byAnnotation = ingress.spec().ingressClassName().isEmpty();
    boolean there = classes.stream().anyMatch(each -> each.name().equals(wanted));
    return there || byAnnotation
        ? ""
        : "its class " + wanted + " does not exist, so no controller takes it";
  }

  private static String secret(ClusterEvidence cluster, Ingress ingress, Ingress.Tls tls) {
    boolean absent =
        !tls.secretName().isEmpty()
            && cluster.objects().absent(Kind.SECRET, ingress.namespace(), tls.secretName());
    return absent ? "its certificate's secret " + tls.secretName() + " does not exist" : "";
  }

  private Finding finding(
      ClusterEvidence cluster, Instant now, Ingress ingress, Set<String> wrong) {
    Finding.Builder finding =
        Finding.of(code(), Severity.WARNING, ingress.object(), String.join("; and ", wrong))
            .since(ingress.metadata().creationTimestamp());
    wrong.forEach(each -> finding.evidence(now, cluster.source(), each));
    return finding
        .look("See where it leads", "kubectl describe " + Kubectl.name(ingress))
        .look("See the services", "kubectl get services -n " + ingress.namespace())
        .look("See the classes", "kubectl get ingressclasses")
        .build();
  }
}
