package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.kube.Event;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.KubeObject;
import io.kdiag.cli.evidence.kube.MutatingWebhooks;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.cli.evidence.kube.Service;
import io.kdiag.cli.evidence.kube.ValidatingWebhooks;
import io.kdiag.cli.evidence.kube.Webhook;
import io.kdiag.detector.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An admission webhook that must be asked has nobody who answers: what it is asked about is
 * refused, so new pods do not come.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/">Dynamic
 *     Admission Control</a>
 */
final class WebhookUnreachable implements ClusterRule {
  private static final Duration RECENT = Duration.ofMinutes(30);

  @Override
  public String code() {
    return "WebhookUnreachable";
  }

  /** Objects that were refused: those whose events say so. */
  @Override
  public Set<String> explains(Finding cause, Evidence evidence) {
    ClusterEvidence cluster = evidence.cluster();
    if (cluster == null) {
      return Set.of();
    }
    Set<String> keys = new HashSet<>();
    for (Event event : refusals(cluster, evidence.now())) {
      keys.add("*@" + event.about());
      KubeObject about = cluster.objects().find(event.about());
      if (about != null) {
        keys.add("*@" + cluster.objects().topOwnerOf(about).object());
      }
    }
    return keys;
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (ValidatingWebhooks each :
        cluster.objects().all(Kind.VALIDATING_WEBHOOKS, ValidatingWebhooks.class)) {
      findings.addAll(findings(cluster, now, each, each.webhooks()));
    }
    for (MutatingWebhooks each :
        cluster.objects().all(Kind.MUTATING_WEBHOOKS, MutatingWebhooks.class)) {
      findings.addAll(findings(cluster, now, each, each.webhooks()));
    }
    return findings;
  }

  private List<Finding> findings(
      ClusterEvidence cluster, Instant now, KubeObject configuration, List<Webhook> webhooks) {
    List<Finding> findings = new ArrayList<>();
    for (Webhook webhook : webhooks) {
      Webhook.ServicePort service = webhook.clientConfig().service();
      boolean mustAnswer = !webhook.failurePolicy().equals("Ignore");
      String wrong = service == null ? "" : wrong(cluster, service);
      if (mustAnswer && !wrong.isEmpty()) {
        findings.add(finding(cluster, now, configuration, webhook, wrong));
      }
    }
    return findings;
  }

  private static String wrong(ClusterEvidence cluster, Webhook.ServicePort called) {
    String name = "service " + called.namespace() + "/" + called.name();
    Service service = cluster.objects().service(called.namespace(), called.name());
    if (service == null) {
      return cluster.objects().absent(Kind.SERVICE, called.namespace(), called.name())
          ? name + " does not exist"
          : "";
    }
    boolean knowsPods =
        !service.spec().selector().isEmpty()
            && cluster.objects().complete(Kind.POD, called.namespace());
    boolean answered = cluster.objects().podsOf(service).stream().anyMatch(Pod::ready);
    return knowsPods && !answered ? name + " has no ready pod" : "";
  }

  private Finding finding(
      ClusterEvidence cluster,
      Instant now,
      KubeObject configuration,
      Webhook webhook,
      String wrong) {
    Set<String> resources = new HashSet<>();
    webhook.rules().forEach(rule -> resources.addAll(rule.resources()));
    String refused =
        resources.isEmpty() ? "" : String.join(", ", resources.stream().sorted().toList());
    Finding.Builder finding =
        Finding.of(
                code(),
                Severity.WARNING,
                configuration.object(),
                "webhook "
                    + webhook.name()
                    + " cannot be asked, as "
                    + wrong
                    + ", and its failure policy is Fail: the API server refuses "
                    + (refused.isEmpty() ? "what it is about" : refused))
            .since(configuration.metadata().creationTimestamp())
            .evidence(now, cluster.source(), wrong + "; failurePolicy: Fail");
    for (Event event : refusals(cluster, now).stream().limit(2).toList()) {
      finding.evidence(
          event.last() == null ? now : event.last(),
          "event",
          event.about() + " " + event.reason() + ": " + event.message());
    }
    Webhook.ServicePort service = webhook.clientConfig().service();
    String ask = service == null ? "" : service.name() + " -n " + service.namespace();
    return finding
        .look("Ask about the service", "kdiag service " + ask)
        .disruptive(
            "Do without it until it is mended",
            "kubectl delete " + Kubectl.kindAndName(configuration),
            "create the object that was refused",
            "kubectl apply it again (kubectl get it -o yaml first)")
        .build();
  }

  private static List<Event> refusals(ClusterEvidence cluster, Instant now) {
    return cluster.objects().events().stream()
        .filter(Event::warning)
        .filter(event -> event.message().contains("failed calling webhook"))
        .filter(event -> event.last() == null || event.last().isAfter(now.minus(RECENT)))
        .toList();
  }
}
