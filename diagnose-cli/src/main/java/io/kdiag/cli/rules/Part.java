package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence.ContainerState;
import io.kdiag.cli.evidence.KubernetesSetup.Component;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.ProcessStat;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A part of Kubernetes that belongs on this machine, as findings speak of it. */
record Part(Evidence evidence, Component component) {
  private static final String UNIT = "systemd unit ";
  private static final String STATIC_POD = "static pod ";

  /** The part of that name; null where it does not belong here. */
  static @Nullable Part of(Evidence evidence, String name) {
    Component component = evidence.host().kubernetes().component(name);
    return component == null ? null : new Part(evidence, component);
  }

  String name() {
    return component.name();
  }

  boolean running() {
    return component.running();
  }

  /**
   * {@code component/etcd}, or {@code static-pod/etcd} for what kubelet starts: only that can be
   * down because kubelet is.
   */
  String object() {
    return (component.how().startsWith(STATIC_POD) ? "static-pod/" : "component/") + name();
  }

  /** How many seconds it has been running; null where that was not seen. */
  @Nullable Double runningSeconds() {
    Integer pid = component.pid();
    for (ProcessStat process : Seen.list(evidence.host().last().processes())) {
      if (pid != null && process.pid() == pid) {
        return evidence.host().last().uptime().toMillis() / 1e3 - process.startSeconds();
      }
    }
    return null;
  }

  /** Whether it was started less than a minute ago, so that it may not be ready yet. */
  boolean justStarted() {
    Double seconds = runningSeconds();
    return seconds != null && seconds < 60;
  }

  /** {@code 7 pods of Kubernetes live on this machine}, as far as their logs tell. */
  static String whatLivesHere(Evidence evidence) {
    Set<String> pods = new HashSet<>();
    for (ContainerState state : Seen.list(evidence.host().containers())) {
      pods.add(state.log().podUid());
    }
    return switch (pods.size()) {
      case 0 -> "this machine is a node of Kubernetes";
      case 1 -> "a pod of Kubernetes lives on this machine";
      default -> pods.size() + " pods of Kubernetes live on this machine";
    };
  }

  /**
   * A finding that this part does not run: why it belongs here, its last words, how to start it.
   */
  Finding.Builder down(String code, String cause) {
    Finding.Builder finding = Finding.of(code, Severity.CRITICAL, object(), cause);
    finding.evidence(evidence.now(), "/proc", "no process of " + name() + " runs");
    for (String sign : evidence.host().kubernetes().signs()) {
      finding.evidence(evidence.now(), "this machine", sign);
    }
    finding.evidence(evidence.now(), component.how(), "says that " + name() + " belongs here");
    lastWords(finding);
    looks(finding);
    start(finding);
    return finding;
  }

  /** Quotes its last error lines. */
  void lastWords(Finding.Builder finding) {
    for (String words : component.lastWords()) {
      finding.evidence(evidence.now(), "last words of " + name(), words);
    }
  }

  /** The commands that show what it said. */
  void looks(Finding.Builder finding) {
    if (component.how().startsWith(UNIT)) {
      finding.look("See how it ended", "systemctl status " + unit() + " --no-pager");
      finding.look("Read its last words", "journalctl -u " + unit() + " -n 50 --no-pager");
    } else if (component.how().startsWith(STATIC_POD)) {
      finding.look("See whether its container exits", "crictl ps -a --name " + name());
      finding.look(
          "Read its last words", "tail -n 50 /var/log/pods/kube-system_" + name() + "-*/*/*.log");
    } else {
      finding.look("See whether it runs", "pgrep -a -x " + processName());
      finding.look(
          "Find what starts it",
          "grep -rsl " + name() + " /etc/systemd /lib/systemd /etc/init.d /etc/rc.local");
    }
  }

  private void start(Finding.Builder finding) {
    if (component.how().startsWith(UNIT)) {
      finding.safe(
          "Start it again once you know why it ended",
          "systemctl start " + unit(),
          "systemctl is-active " + unit(),
          "systemctl stop " + unit());
    } else if (component.how().startsWith(STATIC_POD)) {
      String manifest = component.how().substring(STATIC_POD.length());
      finding.look("Check what kubelet is told to start", "cat " + manifest);
    }
  }

  private String unit() {
    String file = component.how().substring(component.how().lastIndexOf('/') + 1);
    return file.endsWith(".service") ? file.substring(0, file.length() - 8) : file;
  }

  /** The kernel keeps fifteen characters of a process's name. */
  private String processName() {
    return name().length() > 15 ? name().substring(0, 15) : name();
  }
}
