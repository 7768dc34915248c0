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
      run("node", "nobody", "--kubeconfig", kubeconfig.toString());
    } finally {
      Files.deleteIfExists(kubeconfig);
    }
  }

  private static void run(String... command) {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(false, true, true, false, 0);
    Kdiag.run(new Console(nowhere, nowhere, terminal, Map.of()), command);
  }
}
