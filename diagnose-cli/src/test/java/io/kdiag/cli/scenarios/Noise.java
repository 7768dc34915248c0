package io.kdiag.cli.scenarios;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What is always there in a real namespace, and is not the fault: a pod that is well, a warning
 * about something that is long gone, a newer one that a pod got over, and something odd that hurts
 * nobody.
 */
final class Noise {
  private static final String[] HARMLESS = {
    """
    apiVersion: v1
    kind: Service
    metadata: {name: outside}
    spec: {type: ExternalName, externalName: www.example.org}
    """,
    """
    apiVersion: batch/v1
    kind: Job
    metadata: {name: once}
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
          - {name: main, image: "kdiag.test/busybox:1", imagePullPolicy: Never, command: ["true"]}
    """,
    """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: unused}
    data: {url: "http://nowhere.example:81"}
    """
  };

  private Noise() {}

  static String in(String namespace) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    return String.join(
        "---\n",
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: steady, labels: {app: steady}}
        spec:
          terminationGracePeriodSeconds: 0
          containers:
          - {name: main, image: "kdiag.test/busybox:1", imagePullPolicy: Never, command: [sleep, "3600"]}
        """,
        warning(
            namespace,
            "old-7f9c",
            "BackOff",
            "Back-off restarting failed container",
            now.minus(Duration.ofMinutes(50))),
        warning(
            namespace,
            "steady",
            "Unhealthy",
            "Readiness probe failed: HTTP probe failed with statuscode: 503",
            now.minus(Duration.ofMinutes(4))),
        HARMLESS[Math.floorMod(namespace.hashCode(), HARMLESS.length)]);
  }

  private static String warning(
      String namespace, String pod, String reason, String message, Instant time) {
    return """
        apiVersion: v1
        kind: Event
        metadata: {name: %s.noise}
        type: Warning
        reason: %s
        message: "%s"
        count: 3
        firstTimestamp: "%s"
        lastTimestamp: "%s"
        source: {component: kubelet}
        involvedObject: {apiVersion: v1, kind: Pod, namespace: %s, name: %s}
        """
        .formatted(pod, reason, message, time.minusSeconds(60), time, namespace, pod);
  }
}
