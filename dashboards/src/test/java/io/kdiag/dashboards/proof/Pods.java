package io.kdiag.dashboards.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Pods on the test's cluster that do what the dashboards show: one is stopped by its processor
 * limit, is killed at its memory limit and complains; one is calm; one crashes.
 */
final class Pods implements AutoCloseable {
  static final String NAMESPACE = "dashboards-it";
  static final String CART = "cart-0";

  private static final String BUSY =
      "n=0; while :; do i=0; while [ $i -lt 30000 ]; do i=$((i+1)); done; n=$((n+1)); echo \"order"
          + " $n packed\"; [ $((n % 5)) = 0 ] && echo \"error: order $n has no address\" >&2; ["
          + " $((n % 9)) = 8 ] && { tail /dev/zero; echo \"fatal: packer was killed\" >&2; }; done";
  private static final String CALM =
      "n=0; while :; do n=$((n+1)); echo \"GET /healthz 200 in $((n % 7)) ms\"; sleep 1; done";
  private static final String CRASHES =
      "echo 'fatal: cannot open /etc/report.conf: no such file' >&2; exit 1";

  private final String kubectl;

  Pods() throws IOException {
    Path built = Path.of("/var/cache/testcluster/bin/kubectl");
    kubectl = Files.exists(built) ? built.toString() : "kubectl";
    run("", "delete", "namespace", NAMESPACE, "--ignore-not-found", "--timeout=120s");
    run("", "create", "namespace", NAMESPACE);
    Until.holds(
        "the namespace has its account",
        Duration.ofMinutes(1),
        () -> status("get", "serviceaccount", "-n", NAMESPACE, "default") == 0);
    apply(CART, BUSY, "\"memory\": \"32Mi\", \"cpu\": \"100m\"");
    apply("report-0", CRASHES, "\"memory\": \"32Mi\"");
    deployment("web", CALM, "\"memory\": \"64Mi\", \"cpu\": \"200m\"");
    Until.holds(
        "the pods run",
        Duration.ofMinutes(2),
        () -> status("rollout", "status", "-n", NAMESPACE, "deployment/web", "--timeout=1s") == 0);
  }

  private void apply(String name, String command, String limits) throws IOException {
    run(
        """
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "%s", "namespace": "%s"}, "spec": %s}
        """
            .formatted(name, NAMESPACE, spec(command, limits)),
        "apply",
        "-f",
        "-");
  }

  private void deployment(String name, String command, String limits) throws IOException {
    run(
        """
        {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "%1$s", "namespace": "%2$s"},
         "spec": {"selector": {"matchLabels": {"app": "%1$s"}},
          "template": {"metadata": {"labels": {"app": "%1$s"}}, "spec": %3$s}}}
        """
            .formatted(name, NAMESPACE, spec(command, limits)),
        "apply",
        "-f",
        "-");
  }

  private static String spec(String command, String limits) throws IOException {
    return """
        {"terminationGracePeriodSeconds": 0, "containers": [{"name": "main",
         "image": "kdiag.test/busybox:1", "imagePullPolicy": "Never", "command": ["sh", "-c", %s],
         "resources": {"limits": {%s}, "requests": {"cpu": "50m", "memory": "16Mi"}}}]}
        """
        .formatted(Http.JSON.writeValueAsString(command), limits);
  }

  private void run(String input, String... arguments) throws IOException {
    Process process = start(arguments);
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (wait(process) != 0) {
      throw new IllegalStateException("kubectl " + String.join(" ", arguments) + ": " + said);
    }
  }

  private int status(String... arguments) throws IOException {
    Process process = start(arguments);
    process.getInputStream().readAllBytes();
    return wait(process);
  }

  private Process start(String... arguments) throws IOException {
    String[] command = new String[arguments.length + 1];
    command[0] = kubectl;
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static int wait(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() throws IOException {
    run("", "delete", "namespace", NAMESPACE, "--wait=false");
  }
}
