package io.kdiag.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What {@code kubectl kustomize} makes of a folder, with each kubectl that this machine has. */
record Kustomized(String folder, Path kubectl, List<Manifest> manifests) {
  static final Path HOME = Path.of(System.getProperty("kdiag.repository", ".."));
  static final List<String> FOLDERS =
      List.of(
          "deploy/base",
          "deploy/back-ends",
          "deploy/stack",
          "deploy/overlays/apart",
          "deploy/overlays/bring-your-own",
          "deploy/overlays/prometheus-operator",
          "deploy/overlays/test-cluster");

  /** kubectl 1.20 has the first kustomize, 2.0.3; those of today have 5. */
  private static final List<Path> KUBECTLS =
      List.of(Path.of("/usr/bin/kubectl"), Path.of("/var/cache/testcluster/bin/kubectl"));

  private static final List<Kustomized> ALL = new ArrayList<>();

  static synchronized Stream<Kustomized> all() throws IOException, InterruptedException {
    if (ALL.isEmpty()) {
      ALL.addAll(make());
    }
    return ALL.stream();
  }

  private static List<Kustomized> make() throws IOException, InterruptedException {
    List<Path> kubectls = KUBECTLS.stream().filter(Files::isExecutable).toList();
    assumeThat(kubectls).as("a kubectl (Debian package kubernetes-client)").isNotEmpty();
    List<Kustomized> all = new ArrayList<>();
    for (String folder : FOLDERS) {
      for (Path kubectl : kubectls) {
        all.add(new Kustomized(folder, kubectl, run(kubectl, folder)));
      }
    }
    return all;
  }

  private static List<Manifest> run(Path kubectl, String folder)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("kustomized", ".yaml");
    try {
      Process process =
          new ProcessBuilder(kubectl.toString(), "kustomize", folder)
              .directory(HOME.toFile())
              .redirectOutput(output.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      assertThat(process.waitFor()).as(kubectl + " kustomize " + folder).isZero();
      return parse(Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }

  @SuppressWarnings("unchecked") // each document of a manifest is a map
  private static List<Manifest> parse(String yaml) {
    List<Manifest> manifests = new ArrayList<>();
    for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(yaml)) {
      manifests.add(new Manifest((Map<String, Object>) document));
    }
    return List.copyOf(manifests);
  }

  Stream<Manifest> workloads() {
    return manifests.stream().filter(Manifest::isWorkload);
  }

  Stream<Manifest> ofKind(String kind) {
    return manifests.stream().filter(manifest -> manifest.kind().equals(kind));
  }

  @Override
  public String toString() {
    return folder + " with " + kubectl;
  }
}
