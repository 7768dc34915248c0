package io.kdiag.detector;

import io.kdiag.detector.api.KubernetesNodeApi;
import io.kdiag.host.HostRoot;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A detector in a process of its own, so that it can be killed; for tests. */
final class DetectorProcess {
  private DetectorProcess() {}

  /** Arguments: root, node, kubeconfig, then files of rules. */
  public static void main(String[] args) throws Exception {
    List<String> rules = List.of(args).subList(3, args.length);
    ProblemDetector detector =
        new ProblemDetector(
            settings(Duration.ofHours(1), rules),
            new HostRoot(Path.of(args[0])),
            args[1],
            new CollectorRegistry(),
            new KubernetesNodeApi(Cluster.of(args[2]).server(), args[1]));
    detector.start();
    Thread.sleep(Duration.ofHours(1));
  }

  /** Only what reads the kernel log looks: the other looks are at a machine that does much else. */
  static ProblemDetectorConfiguration settings(Duration probeInterval, List<String> rules) {
    return new ProblemDetectorConfiguration(
        true,
        "off",
        probeInterval,
        Duration.ofSeconds(5),
        Duration.ofMinutes(5),
        Duration.ofMinutes(10),
        "off",
        "off",
        false,
        "auto",
        "off",
        rules,
        List.of());
  }

  static Process start(Path root, String node, String kubeconfig, List<String> rules)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                DetectorProcess.class.getName(),
                root.toString(),
                node,
                kubeconfig));
    command.addAll(rules);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(Redirect.appendTo(root.resolve("detector.log").toFile()))
        .start();
  }
}
