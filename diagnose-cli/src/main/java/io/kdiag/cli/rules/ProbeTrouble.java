package io.kdiag.cli.rules;

import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Condition;
import io.kdiag.cli.evidence.kube.Container;
import io.kdiag.cli.evidence.kube.Container.Probe;
import io.kdiag.cli.evidence.kube.ContainerRun;
import io.kdiag.cli.evidence.kube.Event;
import io.kdiag.cli.evidence.kube.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A probe that fails now: kubelet ends the container for it, or keeps the pod from its services.
 * What it says is compared with what the container declares.
 *
 * @param probe liveness, readiness or startup
 * @param why a part of a sentence
 */
record ProbeTrouble(
    ContainerRun container, String probe, Verdict verdict, String why, Event event) {
  private static final Duration LATELY = Duration.ofMinutes(15);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Pattern REFUSED =
      Pattern.compile(":(\\d{1,5})(?:/\\S*)?: (?:connect: )?connection refused");
  private static final Pattern STATUS = Pattern.compile("statuscode: (\\d{3})");
  private static final Pattern NO_PORT = Pattern.compile("parsing \"([^\"]+)\": invalid syntax");
  private static final Pattern LISTENS =
      Pattern.compile(
          "(?:listening|listens|serving|started|bound|running)\\b.{0,60}?(?:port |:)(\\d{2,5})\\b",
          Pattern.CASE_INSENSITIVE);

  /** Where the mistake seems to be. */
  enum Verdict {
    MISADDRESSED,
    TOO_STRICT,
    SLOW_START,
    OTHER
  }

  static List<ProbeTrouble> all(ClusterEvidence cluster, Instant now) {
    List<ProbeTrouble> troubles = new ArrayList<>();
    for (ContainerRun container : Failing.containers(cluster, now)) {
      if (!container.init() && container.lastEnd() != null) {
        add(troubles, cluster, now, container, "Startup", container.spec().startupProbe());
        add(troubles, cluster, now, container, "Liveness", container.spec().livenessProbe());
      }
    }
    for (Pod pod : cluster.objects().unwellPods()) {
      for (ContainerRun container :
          isUnready(pod, now) ? pod.containers() : List.<ContainerRun>of()) {
        if (container.running() && !container.ready() && !Failing.fails(container, now)) {
          add(troubles, cluster, now, container, "Readiness", container.spec().readinessProbe());
        }
      }
    }
    return troubles;
  }

  private static boolean isUnready(Pod pod, Instant now) {
    Condition ready = pod.condition("Ready");
    return !pod.terminating()
        && ready != null
        && !ready.holds()
        && ready.transition() != null
        && ready.transition().isBefore(now.minus(LONG));
  }

  private static void add(
      List<ProbeTrouble> troubles,
      ClusterEvidence cluster,
      Instant now,
      ContainerRun container,
      String kind,
      @Nullable Probe probe) {
    Event event = probe == null ? null : ProbeFailure.newest(cluster, container.pod(), kind);
    if (probe == null
        || event == null
        || (event.last() != null && event.last().isBefore(now.minus(LATELY)))) {
      return;
    }
    troubles.add(judge(cluster, container, kind.toLowerCase(Locale.ROOT), probe, event));
  }

  private static ProbeTrouble judge(
      ClusterEvidence cluster, ContainerRun container, String kind, Probe probe, Event event) {
    String said = event.message();
    Matcher noPort = NO_PORT.matcher(said);
    Matcher status = STATUS.matcher(said);
    Matcher refused = REFUSED.matcher(said);
    Verdict verdict = Verdict.OTHER;
    String why;
    if (noPort.find()) {
      verdict = Verdict.MISADDRESSED;
      why =
          "it asks port "
              + noPort.group(1)
              + ", a name that no port of the container has"
              + declared(container.spec());
    } else if (status.find()) {
      boolean path = status.group(1).equals("404");
      verdict = path ? Verdict.MISADDRESSED : Verdict.OTHER;
      why =
          path
              ? "there is no path " + path(probe) + " (the program answers 404)"
              : "the program answers " + status.group(1) + " to " + path(probe);
    } else if (refused.find()) {
      String port = refused.group(1);
      String other = listensElsewhere(cluster, container, port);
      if (!other.isEmpty()) {
        verdict = Verdict.MISADDRESSED;
      } else if (!kind.equals("readiness")) {
        verdict = Verdict.SLOW_START;
      }
      why =
          "nothing listens on port "
              + port
              + (verdict == Verdict.SLOW_START ? " after " + patience(probe) : other);
    } else if (said.contains("deadline exceeded")
        || said.contains("Client.Timeout")
        || said.contains("i/o timeout")
        || said.contains("timed out")
        || said.strip().endsWith("failed:")) {
      verdict = Verdict.TOO_STRICT;
      why =
          "the program does not answer within "
              + Math.max(1, probe.timeoutSeconds())
              + " s (timeoutSeconds)";
    } else {
      why = said.replaceFirst("^\\w+ probe (failed|errored): ?", "").strip();
    }
    return new ProbeTrouble(container, kind, verdict, why, event);
  }

  private static String listensElsewhere(
      ClusterEvidence cluster, ContainerRun container, String port) {
    for (String line : Failing.words(cluster, container)) {
      Matcher listens = LISTENS.matcher(line);
      if (listens.find() && !listens.group(1).equals(port)) {
        return "; it says that it listens on " + listens.group(1);
      }
    }
    boolean declares =
        container.spec().ports().isEmpty()
            || container.spec().ports().stream()
                .anyMatch(each -> String.valueOf(each.containerPort()).equals(port));
    return declares ? "" : declared(container.spec());
  }

  private static String declared(Container container) {
    List<String> ports = new ArrayList<>();
    for (Container.Port port : container.ports()) {
      ports.add((port.name().isEmpty() ? "" : port.name() + "=") + port.containerPort());
    }
    return ports.isEmpty() ? "" : "; the container declares " + String.join(", ", ports);
  }

  private static String path(Probe probe) {
    return probe.httpGet() == null ? "it" : probe.httpGet().path();
  }

  /** How long a program may take until kubelet gives it up. */
  private static String patience(Probe probe) {
    int period = probe.periodSeconds() == 0 ? 10 : probe.periodSeconds();
    int failures = probe.failureThreshold() == 0 ? 3 : probe.failureThreshold();
    return Quantities.count(probe.initialDelaySeconds() + (long) period * failures) + " s";
  }
}
