package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.cli.evidence.kube.PodSpec.NameOnly;
import io.kdiag.cli.evidence.kube.ServiceAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The registry does not let the node have the image: no pull secret, one that is not there, or one
 * whose user has no right to it.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/">Pull
 *     an Image from a Private Registry</a>
 */
final class ImagePullDenied implements ClusterRule {

  @Override
  public String code() {
    return "ImagePullDenied";
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (ImageWait wait : ImageWait.of(cluster, ImageTrouble.DENIED)) {
      Pod pod = wait.pod();
      String why = "the registry " + wait.registry() + " refuses it; " + why(cluster, pod);
      findings.add(
          wait.finding(code(), cluster, now, why)
              .look("See which secrets are for registries", secrets(pod))
              .look(
                  "See which of them the pod names",
                  PodNames.kubectl("get", pod, "-o jsonpath='{.spec.imagePullSecrets}'"))
              .safe(
                  "Make the secret it needs, then name it in the workload's imagePullSecrets",
                  "kubectl create secret docker-registry NAME -n "
                      + pod.namespace()
                      + " --docker-server="
                      + wait.registry()
                      + " --docker-username=USER --docker-password=PASSWORD",
                  PodNames.kubectl("get", pod, ""),
                  "kubectl delete secret NAME -n " + pod.namespace())
              .build());
    }
    return findings;
  }

  private static String secrets(Pod pod) {
    return "kubectl get secrets -n "
        + pod.namespace()
        + " --field-selector type=kubernetes.io/dockerconfigjson";
  }

  private static String why(ClusterEvidence cluster, Pod pod) {
    List<NameOnly> secrets = new ArrayList<>(pod.spec().imagePullSecrets());
    if (secrets.isEmpty()
        && cluster
                .objects()
                .find(Kind.SERVICE_ACCOUNT, pod.namespace(), pod.spec().serviceAccountName())
            instanceof ServiceAccount account) {
      secrets.addAll(account.imagePullSecrets());
    }
    if (secrets.isEmpty()) {
      return "the pod has no imagePullSecrets, so the node asks without a user (or there is no such"
          + " image: registries do not tell strangers)";
    }
    List<String> names = new ArrayList<>();
    for (NameOnly secret : secrets) {
      if (cluster.objects().absent(Kind.SECRET, pod.namespace(), secret.name())) {
        return "its pull secret " + secret.name() + " does not exist in " + pod.namespace();
      }
      names.add(secret.name());
    }
    return "what its pull secret "
        + String.join(", ", names)
        + " holds is wrong, is for another registry, or gives no right to this image";
  }
}
