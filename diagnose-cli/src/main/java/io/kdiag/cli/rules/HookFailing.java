package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.ContainerRun;
import io.kdiag.cli.evidence.kube.Event;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A container's postStart hook fails, so kubelet kills the container each time.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/">Container
 *     Lifecycle Hooks</a>
 */
final class HookFailing implements ClusterRule {

  @Override
  public String code() {
    return "HookFailing";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Failing.symptoms(cause);
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (ContainerRun container : Failing.containers(cluster, now)) {
      Event event = Killed.byHook(cluster, container);
      if (event != null) {
        findings.add(finding(now, container, event));
      }
    }
    return findings;
  }

  private Finding finding(Instant now, ContainerRun container, Event event) {
    Pod pod = container.pod();
    int error = event.message().indexOf("error: ");
    String said = error < 0 ? event.message() : event.message().substring(error + 7);
    return Finding.of(
            code(),
            Severity.WARNING,
            pod.object(),
            "kubelet ends container "
                + container.name()
                + " each time, as its postStart hook fails: "
                + said.strip())
        .since(Failing.since(container))
        .evidence(event.last() == null ? now : event.last(), "event", event.message())
        .look("See the hook", PodNames.kubectl("get", pod, "-o jsonpath='{..lifecycle}'"))
        .look("Read what the container said", PodNames.logs(pod, container.name(), true))
        .build();
  }
}
