package io.kdiag.collector.peers;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Real programs beside the collector: starts them, asks them, ends them. */
final class Running {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Running() {}

  /** Starts a program whose output goes to a file. */
  static Process start(Path log, String... command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /** Ends a program, by force where it does not listen. */
  static void end(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  /** What a program says; an exception where it fails. */
  static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
    return said;
  }

  /** {@code kubectl} with the cluster that {@code KUBECONFIG} names. */
  static String kubectl(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(kubectl()));
    command.addAll(List.of(arguments));
    return run(command.toArray(new String[0]));
  }

  static String kubectl() {
    Path built = Path.of("/var/cache/testcluster/bin/kubectl");
    return Files.isExecutable(built) ? built.toString() : "kubectl";
  }

  /** The API server through {@code kubectl}, which has the credentials. */
  static InputStream ask(String path) throws IOException {
    return new ProcessBuilder(kubectl(), "get", "--raw", path).start().getInputStream();
  }

  static String get(String url) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20)).build();
    HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(url + ": " + response.statusCode() + " " + response.body());
    }
    return response.body();
  }

  /** Waits for what may throw until it is there. */
  static void await(String what, Duration atMost, BooleanSupplier there)
      throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!there.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(what + " within " + atMost);
      }
      TimeUnit.MILLISECONDS.sleep(250);
    }
  }

  static boolean answers(String url) {
    try {
      get(url);
      return true;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A port that nobody has at the moment. */
  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
