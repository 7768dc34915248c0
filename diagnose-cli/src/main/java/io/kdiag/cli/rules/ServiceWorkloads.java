package io.kdiag.cli.rules;

import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Service;
import io.kdiag.cli.evidence.kube.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which workloads a Service is for, by its selector and their templates. */
final class ServiceWorkloads {
  private ServiceWorkloads() {}

  /** Those whose pods the selector takes. */
  static List<Workload> behind(ClusterEvidence cluster, Service service) {
    List<Workload> behind = new ArrayList<>();
    for (Workload workload : inNamespace(cluster, service)) {
      if (labels(workload).entrySet().containsAll(service.spec().selector().entrySet())) {
        behind.add(workload);
      }
    }
    return behind;
  }

  /** One whose pods the selector nearly takes: it has the keys, of which some value is another. */
  static @Nullable Workload near(ClusterEvidence cluster, Service service) {
    Workload best = null;
    int most = -1;
    for (Workload workload : inNamespace(cluster, service)) {
      Map<String, String> labels = labels(workload);
      boolean namesakes = workload.name().equals(service.name());
      int same = 0;
      for (Map.Entry<String, String> each : service.spec().selector().entrySet()) {
        same += each.getValue().equals(labels.get(each.getKey())) ? 2 : 0;
        same += alike(each.getValue(), labels.getOrDefault(each.getKey(), "")) ? 1 : 0;
      }
      int score = same + (namesakes ? 3 : 0);
      if (score > 0 && score > most) {
        best = workload;
        most = score;
      }
    }
    return best;
  }

  /** One is the other's beginning, or one sign is another. */
  private static boolean alike(String a, String b) {
    if (a.isEmpty() || b.isEmpty()) {
      return false;
    }
    if (a.startsWith(b) || b.startsWith(a)) {
      return true;
    }
    int differing = 0;
    for (int i = 0; i < Math.min(a.length(), b.length()); i++) {
      differing += a.charAt(i) == b.charAt(i) ? 0 : 1;
    }
    return a.length() == b.length() && differing <= 2 && a.length() > 3;
  }

  private static List<Workload> inNamespace(ClusterEvidence cluster, Service service) {
    return cluster.objects().workloads().stream()
        .filter(each -> each.namespace().equals(service.namespace()))
        .filter(each -> cluster.objects().ownerOf(each) == null)
        .toList();
  }

  private static Map<String, String> labels(Workload workload) {
    return workload.template().metadata().labels();
  }
}
