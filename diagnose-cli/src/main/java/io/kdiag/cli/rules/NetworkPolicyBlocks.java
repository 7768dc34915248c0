package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.KubeObject;
import io.kdiag.cli.evidence.kube.NetworkPolicy;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.cli.evidence.kube.Service;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A network policy lets a pod not reach a Service that it is told to call: the called pods let in
 * others only, or the pod is let out to others only. Whether the cluster's network obeys policies
 * is not to be seen from the objects; so it is likely where the caller is in trouble, and a
 * weakness where it is not.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/services-networking/network-policies/">Network
 *     Policies</a>
 */
final class NetworkPolicyBlocks implements ClusterRule {

  @Override
  public String code() {
    return "NetworkPolicyBlocks";
  }

  /** What a caller that is cut off complains of. */
  @Override
  public Set<String> explains(Finding cause) {
    String at = "@" + cause.object();
    return Set.of("ConnectionTimedOut" + at, "ConnectionRefused" + at, "PodCrashLooping" + at);
  }

  /** A name server that is down is the simpler reason. */
  @Override
  public Set<String> explainedBy(Finding symptom, Evidence evidence) {
    return Set.of("ClusterDnsDown");
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<NetworkPolicy> policies = cluster.objects().all(Kind.NETWORK_POLICY, NetworkPolicy.class);
    List<Finding> findings = new ArrayList<>();
    for (Callers.Call call : policies.isEmpty() ? List.<Callers.Call>of() : Callers.in(cluster)) {
      Service service =
          cluster.objects().service(call.address().namespace(), call.address().name());
      List<Pod> called = service == null ? List.of() : cluster.objects().podsOf(service);
      NetworkPolicy by = called.isEmpty() ? null : by(cluster, call.pod(), called.getFirst());
      if (by != null && service != null) {
        findings.add(finding(cluster, now, call, service, by));
      }
    }
    return findings;
  }

  /** The policy that cuts {@code from} off from {@code to}; null where none does. */
  private static @Nullable NetworkPolicy by(ClusterEvidence cluster, Pod from, Pod to) {
    List<NetworkPolicy> in = new ArrayList<>();
    List<NetworkPolicy> out = new ArrayList<>();
    for (NetworkPolicy each : cluster.objects().all(Kind.NETWORK_POLICY, NetworkPolicy.class)) {
      if (each.spec().isolatesIngress() && isAbout(each, to)) {
        in.add(each);
      }
      if (each.spec().isolatesEgress() && isAbout(each, from)) {
        out.add(each);
      }
    }
    if (in.stream().noneMatch(each -> lets(cluster, each, each.spec().ingress(), from))
        && !in.isEmpty()) {
      return in.getFirst();
    }
    boolean keptIn = out.stream().noneMatch(each -> lets(cluster, each, each.spec().egress(), to));
    return keptIn && !out.isEmpty() ? out.getFirst() : null;
  }

  private static boolean isAbout(NetworkPolicy policy, Pod pod) {
    return policy.namespace().equals(pod.namespace())
        && policy.spec().podSelector().matches(pod.labels());
  }

  /** Ports are not looked at: a policy that allows some port of the peer counts as letting it. */
  private static boolean lets(
      ClusterEvidence cluster, NetworkPolicy policy, List<NetworkPolicy.Allowed> rules, Pod peer) {
    return rules.stream()
        .anyMatch(
            rule ->
                rule.peers().isEmpty()
                    || rule.peers().stream().anyMatch(each -> is(cluster, policy, each, peer)));
  }

  private static boolean is(
      ClusterEvidence cluster, NetworkPolicy policy, NetworkPolicy.Peer peer, Pod pod) {
    if (peer.ipBlock() != null) {
      return true; // not computed: it may well hold the pod's address
    }
    boolean here =
        peer.namespaceSelector() == null
            ? policy.namespace().equals(pod.namespace())
            : peer.namespaceSelector().matches(labels(cluster, pod.namespace()));
    return here && (peer.podSelector() == null || peer.podSelector().matches(pod.labels()));
  }

  private static Map<String, String> labels(ClusterEvidence cluster, String namespace) {
    KubeObject found = cluster.objects().find(Kind.NAMESPACE, "", namespace);
    return found == null ? Map.of() : found.metadata().labels();
  }

  private Finding finding(
      ClusterEvidence cluster, Instant now, Callers.Call call, Service service, NetworkPolicy by) {
    boolean atTheCalled = by.namespace().equals(service.namespace()) && !isAbout(by, call.pod());
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.WARNING,
                call.pod().object(),
                "network policy "
                    + by.namespace()
                    + "/"
                    + by.name()
                    + (atTheCalled ? " does not let it in to" : " does not let it out to")
                    + " service "
                    + service.namespace()
                    + "/"
                    + service.name()
                    + ", which it is told to call")
            .confidence(Confidence.LIKELY)
            .since(by.metadata().creationTimestamp())
            .evidence(now, cluster.source(), "policy for " + about(by))
            .evidence(now, call.pod().object(), call.text())
            .notChecked("whether the cluster's network plugin enforces policies")
            .look("See the policy", "kubectl describe " + Kubectl.name(by))
            .disruptive(
                "Let the caller through",
                "kubectl edit " + Kubectl.name(by),
                "kubectl exec into the caller and call the service",
                "kubectl edit it back");
    return call.pod().ready() ? finding.latent().build() : finding.build();
  }

  private static String about(NetworkPolicy policy) {
    String text = policy.spec().podSelector().text();
    return text.isEmpty() ? "all pods of " + policy.namespace() : "pods with " + text;
  }
}
