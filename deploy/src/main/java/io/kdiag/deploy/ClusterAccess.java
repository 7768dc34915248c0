package io.kdiag.deploy;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether there is an API server to talk to: a kubeconfig in the environment, or the service
 * account of the pod.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/">Access the
 *     API from a pod</a>
 */
final class ClusterAccess {
  private static final Path TOKEN = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token");

  private ClusterAccess() {}

  static boolean isNamed() {
    String kubeconfig = System.getenv("KUBECONFIG");
    return (kubeconfig != null && !kubeconfig.isBlank()) || Files.isReadable(TOKEN);
  }
}
