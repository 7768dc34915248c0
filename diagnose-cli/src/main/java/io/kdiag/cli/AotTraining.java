package io.kdiag.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Runs the commands once, so that the JVM can keep what it loaded and linked in its AOT cache. The
 * launcher starts it after a build; what it prints goes nowhere.
 */
final class AotTraining {
  private AotTraining() {}

  public static void main(String[] args) throws IOException {
    Path capture = Files.createTempFile("kdiag", ".tar.gz");
    try {
      String[] read = {"node", "--local", "--from", capture.toString(), "-o", "yaml"};
      run("--version");
      run("--help");
      run("explain");
      run("node", "--help");
      run("node", "--local", "--for", "100ms", "--timings");
      run("node", "--local", "--for", "100ms", "--force", "--capture", capture.toString());
      run(read);
      run("node", "--local", "--for", "0s", "-o", "json");
      run("node", "--local", "--for", "0s", "-o", "markdown");
      run("node", "--local", "--for", "0s", "-o", "html");
      run("logs", "--local", "-A", "--group");
      run("logs", "--local", "-A", "--tail", "5", "--level", "warn");
      run("timeline", "node", "--local");
      askACluster();
    } finally {
      Files.deleteIfExists(capture);
    }
  }

  /** As far as it goes where nobody listens: port 9, discard, is never a cluster's. */
  private static void askACluster() throws IOException {
    Path kubeconfig = Files.createTempFile("kdiag", ".kubeconfig");
    try {
      Files.writeString(
          kubeconfig,
          """
          {"current-context": "c", "contexts": [{"name": "c", "context": {"cluster": "k", "user": "u"}}],
           "clusters": [{"name": "k", "cluster": {"server": "https://127.0.0.1:9"}}],
           "users": [{"name": "u", "user": {}}]}""");
      String file = kubeconfig.toString();
      run("node", "nobody", "--kubeconfig", file);
      for (String command : new String[] {"logs", "events", "doctor", "cluster"}) {
        run(command, "--kubeconfig", file);
      }
      run("top", "nodes", "--kubeconfig", file);
      run("timeline", "pod/nobody", "--kubeconfig", file);
      run("capture", "--kubeconfig", file, "-o", file + ".tar.gz");
      readADump();
    } finally {
      Files.deleteIfExists(kubeconfig);
    }
  }

  private static void readADump() throws IOException {
    Path dump = Files.createTempFile("kdiag", ".json");
    try {
      Files.writeString(
          dump,
          """
          {"kind":"List","items":[
           {"kind":"Node","metadata":{"name":"n"},"status":{"conditions":[{"type":"Ready","status":"True"}]}},
           {"kind":"Pod","metadata":{"namespace":"s","name":"p"},"spec":{"nodeName":"n","containers":[{"name":"c"}]},
            "status":{"phase":"Running","containerStatuses":[{"name":"c","restartCount":3,
             "state":{"waiting":{"reason":"CrashLoopBackOff"}},"lastState":{"terminated":{"exitCode":1}}}]}},
           {"kind":"Event","metadata":{"namespace":"s","name":"e"},"type":"Warning","reason":"BackOff",
            "involvedObject":{"kind":"Pod","namespace":"s","name":"p"},"lastTimestamp":"2026-01-02T03:04:05Z"}]}
          """);
      String from = dump.toString();
      run("cluster", "--from", from);
      run("pod", "p", "-n", "s", "--from", from, "-o", "html");
      run("events", "-A", "--from", from);
      run("timeline", "pod/p", "-n", "s", "--from", from);
    } finally {
      Files.deleteIfExists(dump);
    }
  }

  private static void run(String... command) {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(false, true, true, false, 0);
    Kdiag.run(new Console(nowhere, nowhere, terminal, Map.of()), command);
  }
}
