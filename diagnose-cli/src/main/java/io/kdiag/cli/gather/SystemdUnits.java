package io.kdiag.cli.gather;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the services of systemd that start parts of Kubernetes, without asking systemd. */
final class SystemdUnits {
  static final String ADMINISTERED = "/etc/systemd/system";

  /** First wins. */
  static final List<String> DIRECTORIES =
      List.of(ADMINISTERED, "/usr/lib/systemd/system", "/lib/systemd/system");

  private static final String[] NAMES = {"kube", "etcd", "containerd", "crio", "cri-o", "docker"};

  private SystemdUnits() {}

  /**
   * The units by the program of {@code known} that they start. On a machine that systemd does not
   * run, a package's unit says nothing and is left out; so is one that no target wants, and one
   * that is masked.
   */
  static Map<String, SystemdUnit> read(HostRoot root, List<String> known, boolean systemdRuns) {
    Set<String> enabled = enabled(root);
    Map<String, SystemdUnit> units = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (String directory : DIRECTORIES) {
      for (String name : root.list(directory).optional().orElse(List.of())) {
        if (!name.endsWith(".service") || name.endsWith("@.service")) {
          continue;
        }
        boolean administered = directory.equals(ADMINISTERED);
        boolean candidate = isCandidate(name) && seen.add(name);
        if (!candidate || isAlias(root, directory + "/" + name)) {
          continue;
        }
        if (administered || (systemdRuns && enabled.contains(name))) {
          String path = directory + "/" + name;
          SystemdUnit unit = SystemdUnit.read(root, path, enabled.contains(name));
          units.putIfAbsent(unit.program(known), unit);
        }
      }
    }
    units.remove("");
    return units;
  }

  private static boolean isCandidate(String name) {
    for (String part : NAMES) {
      if (name.contains(part)) {
        return true;
      }
    }
    return false;
  }

  /** A link to another name or, masking it, to /dev/null. */
  private static boolean isAlias(HostRoot root, String path) {
    Path file = root.resolve(path);
    if (!Files.isSymbolicLink(file)) {
      return false;
    }
    try {
      Path target = Files.readSymbolicLink(file).getFileName();
      return target == null || !target.equals(file.getFileName());
    } catch (IOException e) {
      return true;
    }
  }

  /** The services that some target wants or requires. */
  private static Set<String> enabled(HostRoot root) {
    Set<String> enabled = new HashSet<>();
    for (String directory : DIRECTORIES) {
      for (String name : root.list(directory).optional().orElse(List.of())) {
        if (name.endsWith(".wants") || name.endsWith(".requires")) {
          Reading<List<String>> links = root.list(directory + "/" + name);
          enabled.addAll(links.optional().orElse(List.of()));
        }
      }
    }
    return enabled;
  }
}
