package io.kdiag.cli.render;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Diagnosis;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.cli.evidence.Evidence.NotChecked;
import io.kdiag.detector.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Diagnoses to render: a healthy machine, a sick one, and one whose logs are hostile. */
public final class Diagnoses {
  private static final Instant NOW = TestEvidence.NOW;
  private static final String HOSTILE =
      "\u001b[2J\u001b]0;owned\u0007<script>alert(1)</script> ``` @all \u202egpj.exe\r\nroot# |";

  private Diagnoses() {}

  public static Diagnosis healthy() {
    return diagnosis(List.of(), List.of(), List.of());
  }

  public static Diagnosis sick() {
    return diagnosis(List.of(runtimeDown(), diskFull()), history(), gaps());
  }

  public static Diagnosis hostile() {
    Finding finding =
        Finding.of("ContainerCrashLooping", Severity.CRITICAL, HOSTILE, HOSTILE)
            .evidence(NOW, HOSTILE, HOSTILE)
            .against(NOW, HOSTILE, HOSTILE)
            .disruptive(HOSTILE, "kubectl logs " + HOSTILE, HOSTILE, HOSTILE)
            .notChecked(HOSTILE)
            .build()
            .withSymptoms(List.of(Finding.of("X", Severity.INFO, HOSTILE, HOSTILE).build()));
    return diagnosis(
        List.of(finding), List.of(finding), List.of(new NotChecked(HOSTILE, HOSTILE, HOSTILE)));
  }

  private static Diagnosis diagnosis(
      List<Finding> findings, List<Finding> history, List<NotChecked> notChecked) {
    return new Diagnosis(
        Diagnosis.API_VERSION,
        Diagnosis.KIND,
        "node/k8s-node-1",
        "Debian GNU/Linux 12 (bookworm), kernel 6.1.0, up 3 d 4 h",
        NOW,
        Duration.ofSeconds(3),
        findings,
        history,
        List.of("FilesystemFull", "KubeletDown", "RuntimeDown"),
        notChecked);
  }

  private static Finding runtimeDown() {
    Finding.Builder builder =
        Finding.of(
                "RuntimeDown",
                Severity.CRITICAL,
                "runtime/containerd",
                "containerd does not run: its socket refuses connections, so that no container can"
                    + " be started, stopped or looked into.")
            .since(NOW.minus(Duration.ofMinutes(13)));
    for (int i = 0; i < 7; i++) {
      builder.evidence(
          NOW.minusSeconds(10 - i),
          "unix:///run/containerd/containerd.sock",
          "connection refused, attempt " + i);
    }
    builder.evidence(NOW.minus(Duration.ofDays(1)), "/proc", "no process named containerd");
    return builder
        .against(NOW, "/proc/4242", "containerd-shim-runc-v2 still runs for 12 containers")
        .look("See why it stopped", "journalctl -u containerd -n 50 --no-pager")
        .safe("Start it", "systemctl start containerd", "crictl info", "systemctl stop containerd")
        .build()
        .withSymptoms(
            List.of(
                Finding.of(
                        "KubeletUnhealthy",
                        Severity.CRITICAL,
                        "component/kubelet",
                        "kubelet answers 500 at http://127.0.0.1:10248/healthz: container runtime"
                            + " is down")
                    .build()
                    .withSymptoms(
                        List.of(
                            Finding.of(
                                    "PodNetworkNotReady",
                                    Severity.WARNING,
                                    "node/k8s-node-1",
                                    "the pods' network is not ready")
                                .build()))));
  }

  private static Finding diskFull() {
    return Finding.of(
            "FilesystemFull",
            Severity.WARNING,
            "filesystem//var",
            "/var is nearly full: 1.2 GiB of 40 GiB are left.")
        .confidence(Confidence.LIKELY)
        .evidence(NOW, "statvfs /var", "43 GB, 1.3 GB available")
        .evidence(NOW, "/proc/1/mountinfo", "/dev/sda3 /var ext4 rw,relatime")
        .evidence(NOW, "/proc/diskstats", "sda3 writes 12 MB/s")
        .notChecked("what grows: the directories could not be read")
        .safe(
            "Remove images that no container uses",
            "crictl rmi --prune",
            "df -h /var",
            "they are pulled again when needed")
        .build();
  }

  private static List<Finding> history() {
    List<Finding> history = new ArrayList<>();
    for (int i = 1; i < 8; i++) {
      String cause = "java (pid 420" + i + ") was killed: its memory limit of 64 MiB was reached";
      history.add(
          Finding.of("OutOfMemoryKills", Severity.WARNING, "pod/shop/cart-" + i, cause)
              .since(NOW.minus(Duration.ofHours(i)))
              .build());
    }
    return history;
  }

  private static List<NotChecked> gaps() {
    return List.of(
        new NotChecked(
            "kernel log (/dev/kmsg)",
            "permission denied",
            "run it as root: sudo kdiag node --local"));
  }
}
